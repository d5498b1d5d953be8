"""Bringing a database to the present schema."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Run every migration that this database has not seen. Safe to repeat, and then quick."""
    with engine.begin() as connection:
        if MigrationContext.configure(connection).get_current_heads() != _newest():
            command.upgrade(_config(connection), "head")


@cache
def _newest() -> tuple[str, ...]:
    """What a database with the present schema says of itself."""
    return tuple(ScriptDirectory(str(MIGRATIONS)).get_heads())


def draft(engine: Engine, message: str) -> None:
    """For developers: write a migration from the difference between the tables and the database."""
    with engine.begin() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


def _config(connection: object) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
