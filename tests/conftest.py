"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import structlog
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.testclient import TestClient

from app.db.engine import make_engine
from app.db.migrate import migrate
from app.db.session import unit_of_work
from app.http.studio import Studio
from app.main import create_app
from app.operators import checker
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.sandbox.pool import Pool
from app.sandbox.profiles import CHECK
from app.settings import Settings
from app.storage.blobs import Blobs, open_blobs
from tests.support import previews
from tests.support.bindings import lay_out
from tests.support.lent_pool import LentPool

# How long an example takes depends on what else the machine does.
hypothesis.settings.register_profile("studio", deadline=None)
hypothesis.settings.load_profile("studio")

# As the server writes it: structlog's own tracebacks show every variable, and each takes seconds.
_LINES = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
structlog.configure(processors=[*structlog.get_config()["processors"][:-1], _LINES])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first: two workers then end at nearly the same time."""
    items.sort(key=lambda item: "e2e" not in item.path.parts)


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the present schema and no rows, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "studio.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_database: Path) -> Settings:
    """A studio of its own that builds nothing by itself; nothing of the caller's environment reaches it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("STUDIO_") and not name.startswith("STUDIO_TEST_")]:
        monkeypatch.delenv(name)
    (tmp_path / "data").mkdir()
    shutil.copy(migrated_database, tmp_path / "data" / "studio.sqlite3")
    return Settings(data_dir=tmp_path / "data", build_workers=0, preview_dir=previews.FOLDER)


@pytest.fixture(scope="session")
def checking_children(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pool]:
    """The children that check sources, for every studio of the test run. They may read the data of all tests."""
    work, readable = tmp_path_factory.mktemp("checking"), tmp_path_factory.getbasetemp()
    pool = Pool(checker.MAIN, CHECK, CHECK.limits, work, checker.SIZE, readable=(readable,))
    yield pool
    pool.close()


@pytest.fixture
def client(settings: Settings, checking_children: Pool, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of a running studio, under the name that a browser would use. Bindings of a map are there already."""
    monkeypatch.setattr(checker, "Pool", lambda *_, **__: LentPool(checking_children))
    lay_out(settings.data_dir, world(Kind.MAP, ApiVersion.V1_1_0))
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def studio(client: TestClient) -> Studio:
    """What the application behind ``client`` works with."""
    studio: Studio = client.app.state.studio  # type: ignore[attr-defined]  # the application, typed as any ASGI callable
    return studio


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """The database of ``settings``, without a server around it."""
    engine = make_engine(settings.database)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """One unit of work. It holds the write lock from its first statement to its commit."""
    with unit_of_work(engine) as session:
        yield session


@pytest.fixture
def blobs() -> Blobs:
    """An empty store in memory."""
    return open_blobs("memory:///")
