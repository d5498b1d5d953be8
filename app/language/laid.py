"""Bindings and packages as a language server reads them: laid out once, then only read.

<folder>/bindings/<name of the zip file>/<package>/…            as stubs
<folder>/packages/<key>/lib/python3.12/site-packages/…
"""

import shutil
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from app.builds.bindings import Bindings
from app.kit.digests import hex_part
from app.kit.ids import new_id
from app.language.workspace import SITE_PACKAGES
from app.operators.checks.tools.bindings import prepare
from app.operators.worlds import World
from app.packages.archive import BadArchive
from app.packages.service import Packages, PackageStore, requirements_of
from app.settings import Settings

_KEPT = (".py", ".pyi")
_MARKER = "py.typed"


class Laid:
    """What is laid out below ``folder``."""

    def __init__(self, folder: Path, settings: Settings, bindings: Bindings, packages: PackageStore) -> None:
        self._folder, self._settings, self._bindings, self._packages = folder, settings, bindings, packages
        self._lock = threading.Lock()

    def bindings(self, world: World) -> Path:
        """The folder with a world's bindings, generated now if need be; Conflict when that does not work."""
        made = self._bindings.ensure(world)
        folder = self._folder / "bindings"
        with self._lock:
            folder.mkdir(exist_ok=True, mode=0o700)
            return _as_stubs(prepare(made, folder))

    def environment(self, files: Mapping[str, bytes]) -> Path | None:
        """The folder with the packages that an earlier build has chosen for these files; None without any."""
        requirements = requirements_of(files, self._settings)
        if requirements is None or requirements.findings:
            return None
        found = self._packages.known(requirements)
        return None if found is None else self._unpacked(found)

    def _unpacked(self, packages: Packages) -> Path | None:
        target = self._folder / "packages" / hex_part(packages.key)
        with self._lock:
            if not target.exists() and not _made(target, lambda place: self._packages.unpack(packages, place)):
                return None
        return target


def _as_stubs(folder: Path) -> Path:
    """Name the bindings as stubs: what such a file imports for its own use is then no member of it, so that ``logger.``
    offers what a logger has, and not the names of typing."""
    for path in folder.rglob("*.py"):
        path.rename(path.with_suffix(".pyi"))
    return folder


def _made(target: Path, unpack: Callable[[Path], None]) -> bool:
    """Lay packages out, as a whole or not at all; False for an archive that is lost or damaged."""
    draft = target.parent / new_id()
    place = draft / SITE_PACKAGES
    place.parent.mkdir(parents=True, mode=0o700)
    try:
        unpack(place)
        _keep_sources(place)
        draft.rename(target)
    except (BadArchive, OSError):
        return False
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return True


def _keep_sources(folder: Path) -> None:
    """Leave nothing that a tool could take for its settings."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.endswith(_KEPT) and path.name != _MARKER:
            path.unlink()
