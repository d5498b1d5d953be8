"""Where the programs are that installed packages carry."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path


def program(name: str) -> Path:
    """The program ``name`` of this interpreter's environment, without links; LookupError where it is missing."""
    found = Path(sysconfig.get_path("scripts")) / name
    if not found.is_file():
        raise LookupError(f"{name} is not installed beside {sys.executable}")
    return found.resolve()


def python() -> Path:
    """The running interpreter, without links."""
    return Path(sys.executable).resolve()
