"""One studio for each file of tests. It begins with what ``ready.py`` has built; its data folder is kept between test
runs, so that its own build cache makes them fast, and no file waits for another's.

    .test-cache/studio/<key>/<file>/data/   key: what decides whether a studio can go on with an older one's data
    .test-cache/studio/<key>/<file>/log     what its server wrote
    .test-cache/studio/<key>/<file>/lock    held while a test run in this checkout uses it

Deleting the folder is always safe. Names of projects are fixed, because a build's key holds the name; a test makes its
project anew and relies on nothing that it finds. A file's tests stay together on one worker (xdist's loadfile): its
loadgroup does nothing with this pytest.
"""

import fcntl
import hashlib
import importlib.metadata
import shutil
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from app.builds.key import KEY_VERSION
from app.db.migrate import MIGRATIONS
from app.operators.schema_folder import WIT
from app.sandbox.engine import settings_key
from tests.e2e import ready
from tests.support.api import Api
from tests.support.built import CACHE
from tests.support.server import Server

STUDIOS = CACHE / "studio"
LIMITS = {"run_time_limit_ms": 60_000, "run_wall_limit_s": 300, "build_time_limit_s": 600}


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The studio that the tests of a file share."""
    folder = studios() / request.path.stem
    folder.mkdir(exist_ok=True)
    with _held(folder / "lock"):
        lay_out_ready(folder / "data")
        with Server(folder / "data", folder / "log", LIMITS) as running:
            yield running


def lay_out_ready(data: Path) -> None:
    """A studio's data folder with what is built already, where there is none."""
    ready.lay_out(data, studios() / "ready")


@cache
def studios() -> Path:
    """The folder of those that this checkout can go on with; others are removed."""
    current = STUDIOS / _key()
    current.mkdir(parents=True, exist_ok=True)
    for other in STUDIOS.iterdir():
        if other != current:
            shutil.rmtree(other, ignore_errors=True)  # another worker may be at it too
    return current


@pytest.fixture(scope="module")
def api(server: Server) -> Iterator[Api]:
    with Api(server.address) as api:
        yield api


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With a failure show what the servers wrote that the test spoke to."""
    report = yield
    if report.failed and isinstance(item, pytest.Function):
        for name, value in item.funcargs.items():
            if isinstance(value, Server):
                report.sections.append((f"what {name} wrote", value.log()))
    return report


def _key() -> str:
    state = hashlib.sha256()
    for folder in (MIGRATIONS, WIT):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".wit"}):
            state.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    versions = [importlib.metadata.version(name) for name in ("componentize-py", "wasmtime")]
    state.update("\n".join((KEY_VERSION, settings_key(), *versions, *ready.keys())).encode())
    return state.hexdigest()[:16]


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Whoever comes second, another worker or another test run in this checkout, waits."""
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
