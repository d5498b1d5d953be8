from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlmodel import SQLModel

from app.db import models
from app.db.engine import make_engine
from app.db.migrate import MIGRATIONS, migrate


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    yield engine
    engine.dispose()


def configuration(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def statements(engine: Engine) -> list[str]:
    """How SQLite itself writes the schema down, constraints and partial indexes included."""
    with engine.connect() as connection:
        found = connection.execute(text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"))
        return [_in_order(" ".join(str(row[0]).split())) for row in found]


def _in_order(statement: str) -> str:
    """A statement with its constraints sorted: a table that is made anew may name them in another order."""
    columns, *constraints = statement.removesuffix(")").split(", CONSTRAINT ")
    return ", CONSTRAINT ".join([columns, *sorted(part.strip() for part in constraints)])


def test_the_migrations_lead_to_the_models(empty: Engine) -> None:
    migrate(empty)

    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_checks_are_migrated_too(empty: Engine, tmp_path: Path) -> None:
    """Alembic's comparison does not look at CHECK constraints."""
    from_models = make_engine(f"sqlite:///{tmp_path / 'models.sqlite3'}")
    SQLModel.metadata.create_all(from_models)
    migrate(empty)
    wanted, found = inspect(from_models), inspect(empty)

    for table in SQLModel.metadata.tables:
        assert found.get_check_constraints(table) == wanted.get_check_constraints(table)
    assert len(found.get_check_constraints("build")) == len(found.get_check_constraints("run")) == 1
    from_models.dispose()


def test_migrating_again_changes_nothing(empty: Engine) -> None:
    migrate(empty)
    before = statements(empty)
    with empty.begin() as connection:
        connection.execute(text("INSERT INTO studio_note VALUES ('a', 'b')"))
    migrate(empty)

    assert statements(empty) == before
    with empty.connect() as connection:
        assert connection.execute(text("SELECT value FROM studio_note")).scalar_one() == "b"


def test_down_to_nothing_and_up_again(empty: Engine) -> None:
    migrate(empty)
    before = statements(empty)

    with empty.begin() as connection:
        command.downgrade(configuration(connection), "base")
    assert inspect(empty).get_table_names() == ["alembic_version"]

    migrate(empty)
    assert statements(empty) == before


def test_what_was_built_before_there_was_an_adapter_had_none(empty: Engine) -> None:
    names_of = {"id": "a", "project_id": "p", "project_name": "p", "kind": "map", "api_version": "1.1.0"}
    asked = {"revision_id": "r", "revision": 1, "mode": "release", "key": "k", "requested_by": "owner"}
    done = {"status": "succeeded", "attempt": 1, "cached": False, "diagnostics": "[]", "timings": "{}"}
    values = {**names_of, **asked, **done, "created_at": "2026-01-01"}
    names = ", ".join(values)
    with empty.begin() as connection:
        command.upgrade(configuration(connection), "0001")
        marks = ", ".join(f":{name}" for name in values)
        connection.execute(text(f"INSERT INTO build ({names}) VALUES ({marks})"), values)

    migrate(empty)

    with empty.connect() as connection:
        assert list(connection.execute(text("SELECT id, adapter FROM build"))) == [("a", 0)]


def test_a_column_more_for_projects_takes_nothing_from_them(empty: Engine) -> None:
    project = "'p', 'cooler', 'map', '1.1.0', 1, '2026-01-01', '2026-01-01'"
    with empty.begin() as connection:
        command.upgrade(configuration(connection), "0006")
        columns = "id, name, kind, api_version, head, created_at, updated_at"
        connection.execute(text(f"INSERT INTO project ({columns}) VALUES ({project})"))
        connection.execute(text("INSERT INTO revision VALUES ('r', 'p', 1, 'd', '2026-01-01')"))

    migrate(empty)

    with empty.connect() as connection:
        assert list(connection.execute(text("SELECT name, run_on_save FROM project"))) == [("cooler", 0)]
        assert list(connection.execute(text("SELECT project_id FROM revision"))) == [("p",)]


def test_a_column_more_for_revisions_takes_no_file_from_them(empty: Engine) -> None:
    with empty.begin() as connection:
        command.upgrade(configuration(connection), "0008")
        columns = "id, name, kind, api_version, head, created_at, updated_at"
        connection.execute(
            text(f"INSERT INTO project ({columns}) VALUES ('p', 'a', 'map', '1.1.0', 1, '2026-01-01', '2026-01-01')")
        )
        connection.execute(text("INSERT INTO revision VALUES ('r', 'p', 1, 'd', '2026-01-01')"))
        connection.execute(text("INSERT INTO source_text VALUES ('d', x'61')"))
        connection.execute(text("INSERT INTO revision_file VALUES ('r', 'a.py', 'd', 1)"))

    migrate(empty)

    kept = text("SELECT path FROM revision_file")
    with empty.begin() as connection:
        assert connection.execute(kept).scalars().all() == ["a.py"]
        command.downgrade(configuration(connection), "0008")
        assert connection.execute(kept).scalars().all() == ["a.py"]


def test_a_migration_that_fails_leaves_nothing_behind(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE run (id INTEGER)"))  # in the way of the first migration

    with pytest.raises(Exception, match="already exists"):
        migrate(empty)

    assert inspect(empty).get_table_names() == ["run"]


def test_the_history_has_one_end(empty: Engine) -> None:
    with empty.connect() as connection:
        assert len(ScriptDirectory.from_config(configuration(connection)).get_heads()) == 1


def test_every_table_has_a_model(empty: Engine) -> None:
    migrate(empty)
    tables = {getattr(models, name).__tablename__ for name in models.__all__ if not name.endswith("Status")}

    assert set(inspect(empty).get_table_names()) - {"alembic_version"} == tables
