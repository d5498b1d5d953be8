"""The folder that a language server works in.

    <folder>/sources/      the project's .py and .pyi files, nothing else of it
    <folder>/ty.toml       settings, written here
    <folder>/environment/  where packages would lie, for a project that has none
    <folder>/home/         the only place that the server may write

Bindings and packages are laid out once for all projects that have the same (see ``laid.py``).
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.kit.ids import new_id
from app.language.places import BINDINGS, PACKAGES, PROJECT, SUFFIXES, Named, Places
from app.operators.checks.tools import ty

SITE_PACKAGES = PurePosixPath("lib/python3.12/site-packages")
# Names under which a tool looks for settings. As a folder with a source in it such a name is left out as well.
SETTINGS = frozenset({"ty.toml", "pyproject.toml", "ruff.toml", ".ruff.toml", "pyvenv.cfg", ".vscode"})
# What happened to a watched file, as the protocol counts.
CREATED, CHANGED, DELETED = 1, 2, 3

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Workspace:
    """One server's folder; ``bindings`` and ``environment`` are read only."""

    folder: Path
    bindings: Path
    environment: Path

    @property
    def sources(self) -> Path:
        """Where the project's sources lie."""
        return self.folder / "sources"

    @property
    def home(self) -> Path:
        """Where the server may write."""
        return self.folder / "home"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.folder / "ty.toml"

    @property
    def readable(self) -> tuple[Path, ...]:
        """All that the server may read besides its home."""
        return (self.sources, self.settings, self.bindings, self.environment)

    @property
    def has_packages(self) -> bool:
        """Whether the project's packages are there."""
        return self.environment != self.folder / "environment"

    @property
    def places(self) -> Places:
        """What a page may speak of."""
        packages = self.environment / SITE_PACKAGES
        return Places({PROJECT: self.sources, BINDINGS: self.bindings, PACKAGES: packages}, self.home)

    def write(self, files: Files) -> list[tuple[Named, int]]:
        """Make the sources these files; answers what changed, and how."""
        wanted = {path: data for path, data in files.items() if is_source(path)}
        present = {str(path.relative_to(self.sources)) for path in self.sources.rglob("*") if path.is_file()}
        changes = [(path, DELETED) for path in sorted(present - set(wanted))]
        for path, _ in changes:
            (self.sources / path).unlink()
        changes += [(path, how) for path, data in sorted(wanted.items()) if (how := self._write_one(path, data))]
        return [(Named(PROJECT, PurePosixPath(path)), how) for path, how in changes]

    def _write_one(self, path: str, data: bytes) -> int:
        """What happened to the file; 0 for one that holds this already."""
        target = self.sources / path
        is_there = target.is_file()
        if is_there and target.read_bytes() == data:
            return 0
        if target.is_dir():  # it held sources once
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return CHANGED if is_there else CREATED


def is_source(path: str) -> bool:
    """Whether a file of a project is one that the server is to see."""
    return path.endswith(SUFFIXES) and not SETTINGS & set(PurePosixPath(path.lower()).parts)


@contextmanager
def laid_out(parent: Path, files: Files, bindings: Path, environment: Path | None) -> Iterator[Workspace]:
    """A workspace below ``parent``, gone when the block ends."""
    folder = parent / new_id()
    empty = folder / "environment"
    made = Workspace(folder, bindings, environment or empty)
    try:
        for path in (made.sources, made.home, empty / SITE_PACKAGES):
            path.mkdir(parents=True, mode=0o700)
        text = ty.configuration(str(made.sources), bindings, made.environment, "warn")
        made.settings.write_text(text, encoding="utf-8")
        made.write(files)
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)
