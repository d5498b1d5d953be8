"""The Python bindings of a world, generated once in a child and kept as a zip file.

<data folder>/bindings/<64 hex digits of what they depend on>.zip
"""

import json
import threading
from pathlib import Path

from app.builds.key import folder_digest, toolchain
from app.builds.limits import build_limits
from app.errors import Conflict
from app.kit.archives import zipped
from app.kit.digests import digest_of, hex_part
from app.kit.folders import throw_away
from app.operators.worlds import World
from app.sandbox.exits import Cause
from app.sandbox.job import Job
from app.sandbox.messages import Message
from app.sandbox.process import run
from app.sandbox.profiles import BUILD
from app.settings import Settings


class Bindings:
    """Bindings by world. ``folder`` holds their zip files."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.folder = settings.data_dir / "bindings"
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = threading.Lock()

    def ensure(self, world: World) -> Path:
        """The zip file with a world's bindings, generated now if need be; Conflict when that does not work."""
        path = self.path(world)
        with self._lock:
            if not path.exists():
                self._generate(world, path)
        return path

    def path(self, world: World) -> Path:
        """Where a world's bindings lie as soon as they are generated."""
        return self.folder / f"{_key(world)}.zip"

    def _generate(self, world: World, path: Path) -> None:
        with throw_away(self._settings.work_dir) as folder:
            output = folder / "bindings"
            output.mkdir()
            request = {"wit": str(world.wit_folder), "world": world.name, "bindings": str(output)}
            limits = build_limits(self._settings)
            job = Job("app.sandbox.build_child", request, BUILD, folder, limits, readable=(world.wit_folder,))
            said: list[Message] = []
            outcome = run(job, on_message=said.append)
            if outcome.cause is not Cause.COMPLETED or any(message["kind"] == "failed" for message in said):
                raise Conflict("bindings_failed", f"The bindings could not be generated. {outcome.sentence}")
            draft = folder / "bindings.zip"
            files = {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*.py")}
            draft.write_bytes(zipped(files))
            draft.rename(path)


def _key(world: World) -> str:
    inputs = {"wit": folder_digest(world.wit_folder), "world": world.name, "toolchain": toolchain()}
    return hex_part(digest_of(json.dumps(inputs, sort_keys=True).encode()))
