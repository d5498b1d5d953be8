"""Folders in memory that a component may read: an operator's sources and packages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

MAX_PATH = 4_096  # characters, Linux' own PATH_MAX
_NO_NAMES = ("", ".", "..")


class PathError(Exception):
    """A path leads nowhere; ``code`` says why, in the words of ``wasi:filesystem``: ``no-entry`` where there is nothing
    of that name, ``not-directory`` where it goes on behind a file, ``not-permitted`` where it leaves the folder that it
    starts from, ``name-too-long`` beyond MAX_PATH.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, eq=False, slots=True)
class File:
    """``number`` tells it apart from all others of its tree."""

    number: int
    content: bytes


@dataclass(frozen=True, eq=False, slots=True)
class Folder:
    """``number`` tells it apart from all others of its tree."""

    number: int
    entries: dict[str, Node] = field(default_factory=dict)


Node = File | Folder


class Tree:
    """Named folders, such as ``/0``, each made of paths such as ``package/module.py``.

    It never changes, so that all instances of a run can share it. ValueError for a path that is no plain relative one
    or that names a file as a folder.
    """

    def __init__(self, folders: Mapping[str, Mapping[str, bytes]]) -> None:
        self._numbers = count(1)
        self.folders = {name: self._folder(files) for name, files in folders.items()}

    def _folder(self, files: Mapping[str, bytes]) -> Folder:
        top = Folder(next(self._numbers))
        known: dict[str, Folder] = {}  # by the path up to the last stroke: most files have a neighbour
        for path, content in files.items():
            end = path.rfind("/") + 1
            before, last = path[:end], path[end:]
            folder = known.get(before)
            if folder is None:
                folder = known[before] = self._made(top, before)
            if last in _NO_NAMES or "\0" in last or len(path) > MAX_PATH:
                raise ValueError(f"{path[:100]!r} is no plain path of a file")
            if last in folder.entries:
                raise ValueError(f"{path!r} is both a file and a folder")
            folder.entries[last] = File(next(self._numbers), content)
        return top

    def _made(self, folder: Folder, path: str) -> Folder:
        """The folder of a path that ends with a stroke or is empty, made where it is not there yet."""
        for name in path.split("/")[:-1]:
            if name in _NO_NAMES or "\0" in name:
                raise ValueError(f"{path[:100]!r} is no plain path of a folder")
            found = folder.entries.get(name) or folder.entries.setdefault(name, Folder(next(self._numbers)))
            if isinstance(found, File):
                raise ValueError(f"{name!r} is both a file and a folder")
            folder = found
        return folder


def find(start: Folder, path: str) -> Node:
    """What a path leads to, as openat(2) would find it; PathError where it leads nowhere."""
    if len(path) > MAX_PATH:
        raise PathError("name-too-long")
    if path.startswith("/"):
        raise PathError("not-permitted")
    if not path:
        raise PathError("no-entry")
    way: list[Folder] = []
    found: Node = start
    for name in path.split("/"):
        if not isinstance(found, Folder):
            raise PathError("not-directory")
        found = _step(way, found, name)
    return found


def listed(folder: Folder) -> Iterator[tuple[str, Node]]:
    """What a folder holds, by name, so that the order is always the same."""
    return iter(sorted(folder.entries.items(), key=lambda entry: entry[0]))


def _step(way: list[Folder], folder: Folder, name: str) -> Node:
    if name in ("", "."):
        return folder
    if name == "..":
        if not way:
            raise PathError("not-permitted")
        return way.pop()
    if name not in folder.entries:
        raise PathError("no-entry")
    way.append(folder)
    return folder.entries[name]
