"""The bindings of a world, laid out so that a type checker understands them."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

# componentize-py writes an empty imports/__init__.py. At run time its submodules are there all the same, since the
# component has loaded them; a type checker has to be told.
_SUBMODULES = (
    "hybrid_logical_clock", "logger", "metrics", "schema_registry", "schema_types", "state_store", "state_store_types",
    "types",
)  # fmt: skip
# The host calls init and process by position, so an operator may name its parameters as it likes.
_CALLED = re.compile(r"^(    def (?:init|process)\(self, [^/\n]*)\)( ->)", re.MULTILINE)
# A project's tests import it; the preview brings it.
_PYTEST = Path(__file__).with_name("pytest.pyi")


def prepare(zip_path: Path, folder: Path) -> Path:
    """The folder below ``folder`` with the bindings of a zip file, unpacked and completed at the first call, and what
    there is of pytest."""
    target = folder / zip_path.stem
    if not target.exists():
        draft = folder / f".{zip_path.stem}"
        shutil.rmtree(draft, ignore_errors=True)
        with zipfile.ZipFile(zip_path) as archive:
            archive.extractall(draft)
        for package in draft.iterdir():
            _complete(package)
        shutil.copyfile(_PYTEST, draft / _PYTEST.name)
        draft.rename(target)
    return target


def _complete(package: Path) -> None:
    _name_submodules(package, ("exports", "imports", "types"))
    _name_submodules(package / "imports", _SUBMODULES)
    exports = package / "exports" / "__init__.py"
    exports.write_text(_CALLED.sub(r"\1, /)\2", exports.read_text(encoding="utf-8")), encoding="utf-8")


def _name_submodules(package: Path, names: tuple[str, ...]) -> None:
    """Import the submodules that are there and that the package does not name itself."""
    start = package / "__init__.py"
    text = start.read_text(encoding="utf-8")
    wanted = [f"from . import {name} as {name}\n" for name in names if _is_module(package / name)]
    start.write_text(text + "".join(line for line in wanted if line not in text), encoding="utf-8")


def _is_module(path: Path) -> bool:
    return path.is_dir() or path.with_suffix(".py").is_file()
