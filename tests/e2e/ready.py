"""What many files need a component of, while none of them is about building it: a studio builds it once, and the others
have it from their first start, in their own build cache.

    .test-cache/studio/<key>/ready/   the data folder of that studio
"""

import os
import shutil
import tempfile
from pathlib import Path

from app.builds.key import build_key, python_sources
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from tests.e2e.operators import probe, template
from tests.support.api import Api
from tests.support.built import once
from tests.support.server import Server

SAMPLE = "e2e-map-1-1-0"  # the project that the template for maps makes; named as the templates' own test names it
PROBE = "e2e-probe"
SECONDS = {"build_time_limit_s": 600}


def keys() -> list[str]:
    """What decides whether all that is still what a studio would build."""
    target = world(Kind.MAP, ApiVersion.V1_1_0)
    made = {SAMPLE: template(SAMPLE), PROBE: {f"{PROBE}.py": probe()}}
    sources = {name: {path: text.encode() for path, text in files.items()} for name, files in made.items()}
    return [
        build_key(python_sources(files, name), target, name, "release", adapter=True) for name, files in sources.items()
    ]


def lay_out(data: Path, kept: Path) -> None:
    """Make a studio's data folder that has everything built already, unless there is one; ``kept`` is where the ready
    one is or will be."""
    if not data.exists():
        shutil.copytree(once(kept, _build), data, copy_function=_copy, ignore=shutil.ignore_patterns("*.lock"))


def _build(folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="ready-") as name:
        log = Path(name) / "log"
        with Server(folder, log, SECONDS) as server, Api(server.address) as api:
            api.project(SAMPLE)
            api.project(PROBE, source=probe())
            for project in (SAMPLE, PROBE):
                api.artifact(project)
                api.call("DELETE", f"/projects/{project}", 204)


def _copy(source: str, target: str) -> None:
    """Only the database is ever written to; all else is only ever made and removed, and can be shared."""
    if Path(source).name.startswith("studio.sqlite3"):
        shutil.copy2(source, target)
        return
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copy2(source, target)
