"""Making the database engine, with what each database needs to be dependable."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

BUSY_TIMEOUT_MS = 15_000
# No more than the threads there are, which the settings bound; and a payload or a source is not for the server's log.
ALWAYS = {"pool_size": 10, "max_overflow": -1, "hide_parameters": True}
READ_ONLY = "studio_read_only"


def make_engine(url: str) -> Engine:
    """An engine for a SQLAlchemy URL; for SQLite the folder of the file is made."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, **ALWAYS)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(parsed, connect_args={"check_same_thread": False}, **ALWAYS)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """WAL lets readers go on while one writes; foreign keys are off in SQLite unless asked for."""
    connection.isolation_level = None  # the driver would begin on its own, and late
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Take the write lock at once: a read that turns into a write later would fail with SQLITE_BUSY."""
    reading = connection.get_execution_options().get(READ_ONLY)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
