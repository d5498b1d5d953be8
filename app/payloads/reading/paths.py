"""Names of files as they came: made comparable, and refused where they lead out of what was given."""

import posixpath
import re

from app.payloads.reading.bounds import MOST_PATH
from app.payloads.reading.findings import Bad, shown

_DRIVE = re.compile(r"[A-Za-z]:")
_DIGITS = re.compile(r"(\d+)")
# Left behind by desktops; nobody means to import them.
_LITTER = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


def checked(name: str) -> str:
    """A relative path with ``/`` between its parts; Bad where it is none or climbs."""
    path = name.removeprefix("./")
    parts = path.removesuffix("/").split("/")
    if len(path) > MOST_PATH:
        raise Bad(shown(name), None, f"The path has more than {MOST_PATH} characters. Shorten it.")
    if "\\" in path or "\0" in path or _DRIVE.match(path) or {"", ".", ".."} & {*parts}:
        raise Bad(shown(name), None, "This path leads out of what was given, or is none. Give plain relative paths.")
    return path


def is_litter(path: str) -> bool:
    """Whether a file is hidden, or of the kind that desktops leave behind."""
    return any(part.startswith(".") or part in _LITTER for part in path.split("/"))


def natural(path: str) -> list[tuple[int, int, str]]:
    """For sorting as people do: 2 before 10."""
    parts = _DIGITS.split(path.casefold())
    return [(1, int(part), "") if part.isdecimal() and len(part) < 20 else (0, 0, part) for part in parts]


def folder(path: str) -> str:
    """The folder of a file; empty at the top."""
    return posixpath.dirname(path)


def name_of(path: str) -> str:
    """The last part."""
    return posixpath.basename(path)


def stem(path: str) -> str:
    """The path without its ending."""
    return posixpath.splitext(path)[0]


def ending(path: str) -> str:
    """In lower case, with its dot; empty where there is none."""
    return posixpath.splitext(path)[1].lower()


def joined(base: str, relative: str) -> str | None:
    """Where a path leads from a folder: empty for the top, None where it leads out."""
    if relative.startswith("/") or "\\" in relative or "\0" in relative or _DRIVE.match(relative):
        return None
    found = posixpath.normpath(posixpath.join(base, relative))
    if found == ".":
        return ""
    return None if found == ".." or found.startswith("../") else found
