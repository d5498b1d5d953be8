import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from app.db.engine import make_engine
from app.db.session import reading, unit_of_work


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_sqlite_is_made_dependable(engine: Engine) -> None:
    assert pragma(engine, "journal_mode") == "wal"
    assert pragma(engine, "foreign_keys") == 1
    assert pragma(engine, "synchronous") == 2  # FULL: what was answered survives a power cut
    assert pragma(engine, "busy_timeout") == 15_000


def test_a_row_cannot_point_to_nothing(engine: Engine) -> None:
    orphan = "INSERT INTO revision_file VALUES ('no revision', 'a.py', 'sha256:0', 1)"

    with pytest.raises(IntegrityError, match="FOREIGN KEY"), engine.begin() as connection:
        connection.execute(text(orphan))


def test_a_unit_of_work_takes_the_write_lock_at_once(engine: Engine, settings: object) -> None:
    path = engine.url.database
    assert path is not None
    with unit_of_work(engine) as session:
        session.execute(text("SELECT 1"))
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_a_reader_holds_nobody_up_and_sees_one_state(engine: Engine) -> None:
    with reading(engine) as reader:
        assert reader.execute(text("SELECT count(*) FROM studio_note")).scalar_one() == 0
        with unit_of_work(engine) as writer:
            writer.execute(text("INSERT INTO studio_note VALUES ('a', 'b')"))
        assert reader.execute(text("SELECT count(*) FROM studio_note")).scalar_one() == 0
    with reading(engine) as reader:
        assert reader.execute(text("SELECT count(*) FROM studio_note")).scalar_one() == 1


def test_reading_then_writing_never_loses_an_update(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        session.execute(text("INSERT INTO studio_note VALUES ('count', '0')"))
    together = threading.Barrier(4)

    def count_up() -> None:
        together.wait()
        for _ in range(10):
            with unit_of_work(engine) as session:
                before = int(session.execute(text("SELECT value FROM studio_note")).scalar_one())
                session.execute(text("UPDATE studio_note SET value = :after"), {"after": str(before + 1)})

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading(engine) as session:
        assert session.execute(text("SELECT value FROM studio_note")).scalar_one() == "40"


def test_an_error_takes_everything_back(engine: Engine) -> None:
    def fail() -> None:
        with unit_of_work(engine) as session:
            session.execute(text("INSERT INTO studio_note VALUES ('a', 'b')"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    with reading(engine) as session:
        assert session.execute(text("SELECT count(*) FROM studio_note")).scalar_one() == 0


def test_the_folder_of_the_database_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new' / 'studio.sqlite3'}")
    engine.dispose()

    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_fault_shows_no_values(engine: Engine) -> None:
    with pytest.raises(OperationalError) as failed, engine.begin() as connection:
        connection.execute(text("INSERT INTO nothing VALUES (:payload)"), {"payload": "correct-horse-battery"})

    assert "correct-horse-battery" not in str(failed.value)
