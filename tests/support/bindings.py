"""The bindings of worlds, generated once as the studio does it and kept, so that a check need not wait for them.

    .test-cache/bindings/<key>.zip    key: what the studio itself names them after

Deleting the folder is always safe.
"""

import shutil
import tempfile
from pathlib import Path

from app.builds.bindings import Bindings
from app.operators.worlds import World
from app.settings import Settings
from tests.support.built import CACHE, once


def kept(world: World, name: str) -> Path:
    """The zip file with a world's bindings, under the name that a studio gives it."""
    return once(CACHE / "bindings" / name, lambda output: _generate(world, output))


def lay_out(data_dir: Path, world: World) -> Path:
    """Put a world's bindings where a studio with this data folder looks for them."""
    target = Bindings(Settings(data_dir=data_dir)).path(world)
    if not target.exists():
        shutil.copyfile(kept(world, target.name), target)
    return target


def _generate(world: World, output: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="bindings-") as folder:
        shutil.copyfile(Bindings(Settings(data_dir=Path(folder))).ensure(world), output)
