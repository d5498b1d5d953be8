"""Starting a tool on a folder of sources, and reading what it says without trusting it."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any, cast

from app.operators.checks.analysis import HELP, UNCHECKED
from app.operators.checks.rule import Finding, Place, Severity

MOST_BYTES = 1 << 20  # hostile sources make messages of many megabytes
MOST_ENTRIES = 300
_PIECE = 1 << 16
_FOUND_SOMETHING = (0, 1)  # the exit status of both tools without and with findings


@dataclass(frozen=True)
class Source:
    """A file as a tool has read it."""

    text: str

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, which only a newline ends."""
        return self.text.split("\n")

    def line(self, place: Place) -> str:
        """The whole line that a place begins on; empty where it is not in the file."""
        return self.lines[place.line - 1] if place.line is not None and place.line <= len(self.lines) else ""

    def at(self, place: Place) -> str:
        """The text of a place, as far as its first line goes."""
        ends_here = place.end_line == place.line and place.end_column is not None
        return self.line(place)[(place.column or 1) - 1 : (place.end_column or 1) - 1 if ends_here else None]


class Tool(subprocess.Popen[bytes]):
    """A tool at work on the files of ``folder``."""

    def __init__(self, program: str, arguments: Sequence[str], folder: Path) -> None:
        self.folder = folder.resolve()
        self.paths = _paths(self.folder)
        self.started = time.monotonic()
        self._sources: dict[str, Source] = {}
        super().__init__(
            [program, *arguments, "--", *self.paths],
            cwd=self.folder,
            env=environment(self.folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def source(self, path: str) -> Source:
        """A file that it was given, read once."""
        if path not in self._sources:
            self._sources[path] = Source(_text(self.folder / path))
        return self._sources[path]


@dataclass(frozen=True)
class Report:
    """What a tool has said; ``complete`` tells whether that is everything, or more than anybody wants to see."""

    entries: list[dict[str, Any]]
    complete: bool


def report(tool: Tool, timeout_s: float) -> Report:
    """What a tool answers as a JSON list; ``timeout_s`` seconds after its start it is ended."""
    with tool:
        output, ended = _read(tool, tool.started + timeout_s)
        if not ended:
            tool.kill()
    entries, whole = _entries(output.decode(errors="replace"))
    as_it_should = ended and whole and tool.returncode in _FOUND_SOMETHING
    return Report(entries, complete=as_it_should or len(entries) == MOST_ENTRIES)


def left_out(tool: Tool, what: str) -> Finding:
    """What the user is told instead of the findings of a tool that broke down, ran too long or said too much."""
    path = next((path for path in tool.paths if "/" not in path), "")
    return Finding(UNCHECKED, Severity.INFORMATION, Place(path, 1, 1), what, HELP[UNCHECKED])


def _paths(folder: Path) -> list[str]:
    """The sources, named one by one: a tool left to itself passes over folders called build or dist."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.py"))


def environment(folder: Path) -> dict[str, str]:
    """Nothing of the studio's own. More than two threads only fight: that is as many as there are for a check."""
    home = str(folder)
    return {"HOME": home, "TMPDIR": home, "PATH": "/nonexistent", "RAYON_NUM_THREADS": "2", "TY_MAX_PARALLELISM": "2"}


def _read(tool: Tool, end: float) -> tuple[bytes, bool]:
    """Standard output, and whether it came to its end in time and within bounds."""
    pipe = cast(IO[bytes], tool.stdout)
    output = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(output) < MOST_BYTES and selector.select(max(end - time.monotonic(), 0)):
            piece = os.read(pipe.fileno(), _PIECE)
            if not piece:
                return bytes(output), True
            output += piece
    return bytes(output), False


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _entries(text: str) -> tuple[list[dict[str, Any]], bool]:
    """The objects of a JSON list, up to where it breaks off."""
    decoder, at = json.JSONDecoder(), text.find("[") + 1
    found: list[dict[str, Any]] = []
    while at and len(found) < MOST_ENTRIES:
        at = _next(text, at)
        if text[at : at + 1] == "]":
            return found, True
        try:
            entry, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        if isinstance(entry, dict):
            found.append(entry)
    return found, False


def _next(text: str, at: int) -> int:
    while text[at : at + 1] in {" ", "\n", "\r", "\t", ","}:
        at += 1
    return at
