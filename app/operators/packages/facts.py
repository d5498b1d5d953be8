"""What is known about fetched packages, read off their unpacked files in the child that fetched them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from packaging.utils import canonicalize_name

from app.operators.packages.imports import Import, Source, imports, lazy, missing_at_import, source
from app.operators.packages.reading import reading_names

_COMPILED = {".so", ".pyd", ".dll", ".dylib", ".wasm", ".a", ".o"}
_MOST_PATHS = 5
_MOST_NAMES = 200
_OWN = {".lock", "bin"}  # made by uv in a target folder: no part of a package that can be imported


@dataclass(frozen=True)
class Lack:
    """A standard module that the guest does not have, and where importing the package is sure to ask for it."""

    module: str
    package: str
    path: str
    line: int


@dataclass(frozen=True)
class Facts:
    """One package.

    ``modules`` are its top-level modules; ``lazy`` those that its functions import; ``reading`` the full names of
    functions and classes that read data files; ``compiled`` and ``data`` are bounded lists of paths.
    """

    name: str
    version: str
    modules: list[str]
    compiled: list[str]
    data: list[str]
    data_files: int
    data_bytes: int
    reading: list[str]
    lazy: list[str]
    lacks: Lack | None = None

    def as_json(self) -> dict[str, Any]:
        """As stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Facts:
        """From what ``as_json`` gave."""
        lacks = stored["lacks"]
        return cls(**{**stored, "lacks": None if lacks is None else Lack(**lacks)})


@dataclass(frozen=True)
class _Distribution:
    """The files of one package by path, with their sizes, and what its own WHEEL file says."""

    name: str
    version: str
    is_pure: bool
    files: dict[str, int] = field(default_factory=dict)


def gather(tree: Path, missing: Collection[str], standard: Collection[str]) -> list[Facts]:
    """Facts about every package below ``tree``, sorted by name.

    ``missing`` are standard modules that the guest lacks, ``standard`` all that it has a name for.
    """
    sizes = _sizes(tree)
    packages = sorted(_distributions(tree, sizes), key=lambda package: package.name)
    sources = {path: source(path, (tree / path).read_bytes()) for path in sizes if path.endswith(".py")}
    graph = {module.name: imports(module) for module in sources.values()}
    known = set(standard) - set(missing)
    return [_facts(package, packages, sources, graph, missing, known) for package in packages]


def _facts(
    package: _Distribution,
    packages: Sequence[_Distribution],
    sources: Mapping[str, Source],
    graph: Mapping[str, list[Import]],
    missing: Collection[str],
    known: Collection[str],
) -> Facts:
    own = [sources[path] for path in package.files if path in sources]
    compiled = [path for path in package.files if PurePosixPath(path).suffix.lower() in _COMPILED]
    if not package.is_pure and not compiled:
        compiled = [f"{package.name} {package.version}"]  # its WHEEL file says so, whatever it holds
    data = [path for path in package.files if _is_data(path) and path not in compiled]
    modules = sorted({module.name.partition(".")[0] for module in own})
    return Facts(
        name=package.name,
        version=package.version,
        modules=modules[:_MOST_NAMES],
        compiled=compiled[:_MOST_PATHS],
        data=data[:_MOST_PATHS],
        data_files=len(data),
        data_bytes=sum(package.files[path] for path in data),
        reading=reading_names(own)[:_MOST_NAMES],
        lazy=lazy({module.name: graph[module.name] for module in own}, {*known, *graph})[:_MOST_NAMES],
        lacks=_lack(modules, packages, sources, graph, missing),
    )


def _lack(
    modules: Sequence[str],
    packages: Sequence[_Distribution],
    sources: Mapping[str, Source],
    graph: Mapping[str, list[Import]],
    missing: Collection[str],
) -> Lack | None:
    """Only where no module of the package can be imported: a package may have one that is of use all the same."""
    public = [name for name in modules if not name.startswith("_")] or list(modules)
    found = [missing_at_import(name, graph, missing) for name in public]
    if not found or None in found or found[0] is None:
        return None
    where, what = found[0]
    path = next(module.path for module in sources.values() if module.name == where)
    owner = next((package.name for package in packages if path in package.files), "")
    return Lack(what.name, owner, path, what.line)


def _sizes(tree: Path) -> dict[str, int]:
    """Every plain file below a folder; links are left out, so that none leads elsewhere."""
    found = {}
    for path in sorted(tree.rglob("*")):
        relative = path.relative_to(tree)
        is_part = relative.parts[0] not in _OWN and "__pycache__" not in relative.parts
        if is_part and path.is_file() and not path.is_symlink():
            found[relative.as_posix()] = path.stat().st_size
    return found


def _distributions(tree: Path, sizes: Mapping[str, int]) -> Iterator[_Distribution]:
    for path in sizes:
        folder, _, name = path.rpartition("/")
        if name == "METADATA" and folder.endswith(".dist-info") and "/" not in folder:
            headers = _headers(tree / path)
            is_pure = _headers(tree / folder / "WHEEL").get("root-is-purelib", "").lower() == "true"
            files = {listed: sizes[listed] for listed in _record(tree / folder / "RECORD") if listed in sizes}
            yield _Distribution(canonicalize_name(headers.get("name", "")), headers.get("version", ""), is_pure, files)


def _headers(path: Path) -> dict[str, str]:
    """The fields before the first empty line, by their names in lower case; the first of each counts."""
    found: dict[str, str] = {}
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    for line in text.split("\n\n")[0].splitlines():
        name, separator, value = line.partition(":")
        if separator:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _record(path: Path) -> list[str]:
    """The paths that a package says are its own; none where the list cannot be read."""
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    try:
        return [row[0] for row in csv.reader(io.StringIO(text)) if row]
    except csv.Error:
        return []


def _is_data(path: str) -> bool:
    """A file that is neither Python, typing information nor what describes the package."""
    return not path.endswith((".py", ".pyi", "py.typed")) and ".dist-info/" not in path
