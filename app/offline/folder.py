"""A project as a folder on the disk: one that the studio exported, or one that somebody wrote by hand."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from app.offline.unusable import Unusable
from app.operators import adapter
from app.operators.files import LARGEST_FILE, MOST_FILES
from app.operators.kinds import DEFAULT_API_VERSION, ApiVersion, Kind
from app.operators.names import BINDINGS, entry_path
from app.projects.export import LOCK

OPERATORS, SCHEMA = "operators", "schema"
# What tools leave in such a folder, and what an export adds to the sources.
_FOLDERS = frozenset({"__pycache__", "bin", "packages", "venv"}) | BINDINGS
_FILES = frozenset({adapter.FILE, LOCK, "BUILD.md"})
_KINDS = {kind.entry_class: kind for kind in Kind}
_CLASS = re.compile(rf"^class[ \t]+({'|'.join(_KINDS)})\b", re.MULTILINE)
_VERSION = re.compile(r"^package[ \t]+(?:wasm|tinykube)-graph:processor@([0-9.]+);", re.MULTILINE)


@dataclass(frozen=True)
class ProjectFolder:
    """A project's sources by path, and what they are to be built for."""

    name: str
    kind: Kind
    api_version: ApiVersion
    files: dict[str, bytes]


def read_folder(folder: Path, kind: Kind | None = None, api_version: ApiVersion | None = None) -> ProjectFolder:
    """The project in a folder; Unusable where there is none.

    The kind is that of the class which the entry file defines, and the API version that of the interface definitions
    beside the sources, or else the newest, unless they are given.
    """
    sources = _sources(folder)
    files = _files(sources)
    name = _name(sources, files)
    found = _kind(files[entry_path(name)])
    if kind is None and found is None:
        detail = f"{entry_path(name)} defines none of the classes {', '.join(_KINDS)}. Write one, or add --kind."
        raise Unusable(detail)
    version = api_version or _version(folder / SCHEMA) or DEFAULT_API_VERSION
    return ProjectFolder(name, kind or found or Kind.MAP, version, files)


def _sources(folder: Path) -> Path:
    """Where the sources lie: an export has one folder for each operator, and the studio's own have only one."""
    if not folder.is_dir():
        raise Unusable(f"{folder} is no folder. Name the folder that has the operator's sources.")
    inner = [path for path in sorted(folder.glob(f"{OPERATORS}/*")) if path.is_dir() and not path.is_symlink()]
    if len(inner) > 1:
        names = ", ".join(path.name for path in inner)
        raise Unusable(f"{folder} has several operators: {names}. Name the folder of one of them.")
    return inner[0] if inner else folder.resolve()


def _files(folder: Path) -> dict[str, bytes]:
    """Every plain file that belongs to the project; links are not followed."""
    found: dict[str, bytes] = {}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _FOLDERS and not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if _belongs(path):
                found[path.relative_to(folder).as_posix()] = _content(path)
                if len(found) > MOST_FILES:
                    detail = f"{folder} has more than {MOST_FILES} files. Name the folder of the operator alone."
                    raise Unusable(detail)
    return found


def _belongs(path: Path) -> bool:
    is_hidden = path.name.startswith(".") or path.suffix == ".pyc"
    return not is_hidden and path.name not in _FILES and path.is_file() and not path.is_symlink()


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)  # the project's own check says that it is too large
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from error


def _name(folder: Path, files: dict[str, bytes]) -> str:
    """What the entry file is called: as the folder, or else it is the only one that defines an operator's class."""
    if entry_path(folder.name) in files:
        return folder.name
    entries = [path for path, data in files.items() if path.endswith(".py") and "/" not in path and _kind(data)]
    if len(entries) != 1:
        detail = f"{folder} has no {entry_path(folder.name)}. Give the folder the name of the operator's file."
        raise Unusable(detail)
    return entries[0].removesuffix(".py")


def _kind(source: bytes) -> Kind | None:
    found = _CLASS.search(source.decode(errors="replace"))
    return _KINDS[found[1]] if found else None


def _version(schema: Path) -> ApiVersion | None:
    for path in sorted(schema.glob("*.wit")):
        found = _VERSION.search(_content(path).decode(errors="replace"))
        if found and found[1] in set(ApiVersion):
            return ApiVersion(found[1])
    return None
