"""Processes as /proc shows them: who was started below whom, and whether it is still there."""

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")


class Process(NamedTuple):
    """One process; its number alone could be another's later, so its start (clock ticks after boot) counts too."""

    pid: int
    started: int


class _Stat(NamedTuple):
    process: Process
    state: str
    parent: int


def below(pid: int, apart_from: Collection[str] = ()) -> set[Process]:
    """Every process alive that descends from ``pid``, itself left out.

    ``apart_from`` are last words of commands: such processes, and all below them, are left out as well.
    """
    alive = [stat for stat in _all() if stat.state != "Z" and _last_word(stat.process.pid) not in apart_from]
    found: dict[int, Process] = {}
    parents = {pid}
    while parents:
        children = [stat for stat in alive if stat.parent in parents]
        found.update((stat.process.pid, stat.process) for stat in children)
        parents = {stat.process.pid for stat in children}
    return set(found.values())


def is_alive(process: Process) -> bool:
    """Whether this very process runs; one that ended and waits to be reaped does not."""
    stat = _stat(process.pid)
    return stat is not None and stat.process == process and stat.state != "Z"


def _last_word(pid: int) -> str | None:
    try:
        words = (PROC / str(pid) / "cmdline").read_text(encoding="utf-8", errors="replace").split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return None
    return words[-2] if len(words) > 1 else ""


def _all() -> list[_Stat]:
    numbers = (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())
    return [stat for number in numbers if (stat := _stat(number)) is not None]


def _stat(pid: int) -> _Stat | None:
    try:
        text = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = text.rpartition(")")[2].split()  # the program's name before it may hold anything
    return _Stat(Process(pid, int(fields[19])), fields[0], int(fields[1]))
