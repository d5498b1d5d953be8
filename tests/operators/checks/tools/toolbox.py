"""The real tools on sources, with the bindings that the real toolchain generates."""

import atexit
import shutil
import sysconfig
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.operators.checks.rule import Finding
from app.operators.checks.tools import bindings, ruff, ty
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from tests.support.bindings import lay_out

RUFF = str(Path(sysconfig.get_path("scripts")) / "ruff")
TY = str(Path(sysconfig.get_path("scripts")) / "ty")
PATIENCE_S = 30.0  # the machine may have much else to do


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="toolbox-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def bindings_zip(kind: str = "map", api_version: str = "1.1.0") -> Path:
    """A world's bindings as the studio keeps them."""
    return lay_out(_folder(), world(Kind(kind), ApiVersion(api_version)))


def stubs(kind: str = "map", api_version: str = "1.1.0") -> Path:
    """The same, ready for ty."""
    return bindings.prepare(bindings_zip(kind, api_version), _folder() / "stubs")


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Put sources into a folder."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    return folder


def linted(folder: Path, files: Mapping[str, str] | str, timeout_s: float = PATIENCE_S) -> list[Finding]:
    """What ruff finds; one text alone is ``op.py``."""
    sources = {"op.py": files} if isinstance(files, str) else files
    return ruff.findings(ruff.start(RUFF, write(folder, sources)), timeout_s)


def typed(
    folder: Path,
    files: Mapping[str, str] | str,
    kind: str = "map",
    api_version: str = "1.1.0",
    timeout_s: float = PATIENCE_S,
) -> list[Finding]:
    """What ty finds."""
    sources = {"op.py": files} if isinstance(files, str) else files
    return ty.findings(ty.start(TY, write(folder, sources), stubs(kind, api_version)), timeout_s)


def told(found: list[Finding]) -> list[tuple[str, int | None]]:
    """Codes and lines."""
    return [(one.code, one.place.line) for one in found]
