"""Which operators there are among some files, and which files each has.

An operator is ``operators/<name>/<name>.py`` of the published layout, or any module with the class of a kind.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.operators import adapter
from app.operators.guest_modules import START_UP, TOOLCHAIN
from app.operators.kinds import ApiVersion, Kind
from app.operators.names import BINDINGS

MOST_OPERATORS = 50
_CLASS = re.compile(rb"^class[ \t]+(Map|Filter|Branch|Accumulate|Delay)[ \t]*\(", re.MULTILINE)
_IMPORT = re.compile(rb"^[ \t]*(?:from|import)[ \t]+(map|filter|branch|accumulate|delay)_impl\b", re.MULTILINE)
_PACKAGE = re.compile(rb"^[ \t]*package[ \t]+[a-z0-9-]+:processor@([0-9]+\.[0-9]+\.[0-9]+)[ \t]*;", re.MULTILINE)
_LOCK, _NOTE = "requirements.lock", "BUILD.md"
_NOTE_BEGINS = b"# Building "
_TOOLS = {name.casefold() for name in TOOLCHAIN | START_UP} - {"__init__"}

Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Operator:
    """One that was found: its module, its files (path in the project -> path as given), and what is known of it."""

    entry: str
    name: str
    kinds: list[str]
    files: dict[str, str]


@dataclass
class Found:
    """All operators, the API versions that the interface definitions name, and what is left out, in words."""

    operators: list[Operator] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def leave(self, why: str) -> None:
        """Count a file that does not come along."""
        self.left_out[why] = self.left_out.get(why, 0) + 1


def find(paths: Iterable[str], read: Read, hidden: int = 0) -> Found:
    """Look through the files; ``read`` gives the content of one."""
    found = Found(left_out={"hidden files": hidden} if hidden else {})
    kept = _without_rubbish(list(paths), found)
    found.versions = sorted({version for path in kept if path.endswith(".wit") for version in _versions(read(path))})
    entries = _entries([path for path in kept if path.endswith(".py") and not _is_binding(path)], read)
    for entry in sorted(entries)[:MOST_OPERATORS]:
        found.operators.append(_operator(entry, entries, kept, read, found))
    return found


def _without_rubbish(paths: list[str], found: Found) -> list[str]:
    environments = tuple(posixpath.dirname(path) + "/" for path in paths if posixpath.basename(path) == "pyvenv.cfg")
    kept = []
    for path in paths:
        why = _rubbish(path, environments)
        if why is None:
            kept.append(path)
        else:
            found.leave(why)
    return kept


def _rubbish(path: str, environments: tuple[str, ...]) -> str | None:
    parts = path.split("/")
    if {"site-packages", "node_modules"} & {*parts} or (environments and path.startswith(environments)):
        return "files of virtual environments"
    if "__pycache__" in parts or path.endswith((".pyc", ".pyo")):
        return "compiled modules"
    return "components (.wasm)" if path.casefold().endswith(".wasm") else None


def _entries(modules: list[str], read: Read) -> dict[str, list[str]]:
    """Path of each operator's module -> the kinds that it may have. One of the layout comes before all others of its
    folder."""
    seen = {path: _kinds(read(path)) for path in modules}
    named = {
        path: kinds for path, kinds in seen.items() if _is_layout(path) and (kinds or "operators" in _folders(path))
    }
    within = {posixpath.dirname(path) for path in named}
    others = {path: kinds for path, kinds in seen.items() if kinds and _defines(read(path))}
    extra = {path: kinds for path, kinds in others.items() if not _is_within(path, within)}
    return named | extra


def _operator(entry: str, entries: Iterable[str], kept: list[str], read: Read, found: Found) -> Operator:
    folder = posixpath.dirname(entry)
    start = f"{folder}/" if folder else ""
    below = {posixpath.dirname(other) + "/" for other in entries if posixpath.dirname(other) != folder}
    nested = tuple(other for other in below if other.startswith(start) and other != start)
    others = {other for other in entries if other != entry}
    files = {}
    exported = _is_export(start, kept, read)
    for path in kept:
        if not path.startswith(start) or path in others or (nested and path.startswith(nested)):
            continue
        rest = path[len(start) :]
        if not folder and rest.startswith("schema/"):
            continue
        why = _added(rest, exported)
        if why is None:
            files[rest] = path
        else:
            found.leave(why)
    return Operator(entry, posixpath.basename(entry)[: -len(".py")], _kinds(read(entry)), files)


def _added(rest: str, exported: frozenset[str]) -> str | None:
    """What the studio and the toolchain put beside the sources, and make anew."""
    top, _, inside = rest.partition("/")
    if top.casefold() in BINDINGS or (not inside and top.endswith(".py") and top[:-3].casefold() in _TOOLS):
        return "bindings"
    if rest in exported or (inside and top in exported):
        return "files that the studio makes itself"
    return None


def _is_export(start: str, kept: list[str], read: Read) -> frozenset[str]:
    """What an export of the studio adds to a folder; nothing where it is none."""
    there = {path[len(start) :] for path in kept if path.startswith(start)}
    ours = {adapter.FILE} & there
    if not ours:
        return frozenset()
    note = read(start + _NOTE) if _NOTE in there else b""
    if note.startswith(_NOTE_BEGINS) and adapter.FILE[:-3].encode() in note:
        ours |= {_NOTE}
        if _LOCK.encode() in note:
            ours |= {_LOCK, "packages"}
    return frozenset(ours)


def _kinds(source: bytes) -> list[str]:
    """By the class that it defines; else, or where there are several, by the world that it imports."""
    classes = {name.decode().casefold() for name in _CLASS.findall(source)}
    worlds = {name.decode() for name in _IMPORT.findall(source)}
    both = classes & worlds
    best = both or classes or worlds
    return [kind for kind in Kind if kind in best]


def _defines(source: bytes) -> bool:
    return _CLASS.search(source) is not None and _IMPORT.search(source) is not None


def _versions(wit: bytes) -> set[str]:
    return {version.decode() for version in _PACKAGE.findall(wit)} & set(ApiVersion)


def _is_layout(path: str) -> bool:
    return posixpath.basename(posixpath.dirname(path)) == posixpath.basename(path)[: -len(".py")]


def _folders(path: str) -> list[str]:
    return path.split("/")[-3:-2]


def _is_within(path: str, folders: set[str]) -> bool:
    return any(path.startswith(f"{folder}/") for folder in folders)


def _is_binding(path: str) -> bool:
    return any(part.casefold() in BINDINGS for part in path.split("/")[:-1])
