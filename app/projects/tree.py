"""A project's files as folders, and what a path that somebody points at stands for."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.db.models import RevisionFile
from app.errors import NotFound


@dataclass
class Folder:
    """A folder: its name, its path (empty for the project itself), and what is in it in the order of the names."""

    name: str
    path: str
    folders: list["Folder"] = field(default_factory=list)
    files: list[RevisionFile] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many files there are in it, at any depth."""
        return len(self.files) + sum(folder.count for folder in self.folders)


def tree_of(files: Iterable[RevisionFile]) -> Folder:
    """The project's own folder. Names are compared as people read them, without regard to case."""
    top = Folder("", "")
    known = {"": top}
    for file in sorted(files, key=lambda file: (file.path.casefold(), file.path)):
        _folder(known, posixpath.dirname(file.path)).files.append(file)
    for folder in known.values():
        folder.folders.sort(key=lambda inner: inner.name.casefold())
    return top


def folders_of(paths: Iterable[str]) -> list[str]:
    """Every folder that these files lie in, sorted."""
    return sorted({above for path in paths for above in _above(path)})


def meant(paths: Iterable[str], path: str) -> list[str]:
    """The files that a path stands for: itself, or all that are in the folder of this name; NotFound for neither."""
    wanted = path.rstrip("/")
    found = [one for one in paths if one == wanted or one.startswith(f"{wanted}/")]
    if not found or not wanted:
        raise NotFound("file_unknown", f"There is no file or folder {path}. It may have been renamed or deleted.")
    return found


def free_path(taken: Iterable[str], path: str) -> str:
    """This path, or the first with a number behind its name that no file and no folder has: ``notes_2.txt``."""
    used = {one.casefold() for one in taken}
    used |= {folder.casefold() for folder in folders_of(used)}
    stem, ending = posixpath.splitext(path)
    number, free = 1, path
    while free.casefold() in used:
        number += 1
        free = f"{stem}_{number}{ending}"
    return free


def _folder(known: dict[str, Folder], path: str) -> Folder:
    if path not in known:
        known[path] = Folder(posixpath.basename(path), path)
        _folder(known, posixpath.dirname(path)).folders.append(known[path])
    return known[path]


def _above(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path
