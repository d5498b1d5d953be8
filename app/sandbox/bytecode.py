"""Compiling what every child imports, once: children write no bytecode, so without it each would compile it anew."""

import compileall
from functools import cache
from pathlib import Path

import app

_ROOT = Path(app.__file__).parent
_IMPORTED = (_ROOT / "sandbox", _ROOT / "kit", _ROOT / "components", _ROOT / "operators")


@cache
def prepare() -> None:
    """Write the bytecode of the child's side, once in a process. Where the folder cannot be written, children only
    start slower."""
    compileall.compile_file(_ROOT / "__init__.py", quiet=2)
    for folder in _IMPORTED:
        compileall.compile_dir(folder, quiet=2)
