"""The operator-studio command: thin calls into the rooms below."""

import socket
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError

from app import logs
from app.db.engine import make_engine
from app.db.migrate import draft
from app.db.migrate import migrate as migrate_database
from app.errors import StudioError
from app.http.studio import Studio
from app.kit.locks import Held, hold
from app.language.relay import MOST_BYTES
from app.main import create_app
from app.offline.folder import read_folder
from app.offline.over import Component, Over
from app.offline.own import run_own_tests
from app.offline.tested import run_tests
from app.offline.told import tell
from app.offline.unusable import Unusable
from app.operators.kinds import ApiVersion, Kind
from app.runs.ready_made import prepare_into
from app.settings import Settings

GRACEFUL_SHUTDOWN_S = 5


class _Server(uvicorn.Server):
    """Lets go of whoever follows a build or a run before it waits for connections to end: those streams never would."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams, then everything else."""
        studio: Studio = self._app.state.studio
        studio.signals.close()
        studio.language.let_go()
        await super().shutdown(sockets)


cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Edit, build, keep and run operators.")


@cli.command()
def serve() -> None:
    """Migrate the database, then serve the studio with its build workers until stopped."""
    settings = _settings()
    logs.configure(settings.log_format)
    _hold_data_folder(settings)
    listener = _listen(settings)
    typer.echo(f"Operator Studio: {_address(settings, listener)}")
    app = create_app(settings, warm=True)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACEFUL_SHUTDOWN_S,
        server_header=False,
        ws_max_size=MOST_BYTES,
        proxy_headers=False,  # nothing here is decided by a peer's address, so nothing is believed about it
    )
    _Server(config, app).run(sockets=[listener])


@cli.command()
def migrate() -> None:
    """Bring the database to the present schema."""
    settings = _settings()
    migrate_database(make_engine(settings.database))
    typer.echo("The database has the present schema.")


@cli.command()
def draft_migration(message: str) -> None:
    """For developers: write a migration from what the tables have and the database has not."""
    draft(make_engine(_settings().database), message)


@cli.command()
def prepare(into: Annotated[Path, typer.Option(help="Folder for them, made where it is missing.")]) -> None:
    """Make the previews of every API version, for a studio whose STUDIO_PREVIEW_DIR names the folder."""
    settings = _settings()
    logs.configure(settings.log_format)
    for name in prepare_into(settings, into):
        typer.echo(name)


@cli.command(name="test")
def try_collection(
    files: Annotated[
        Path | None, typer.Argument(help="A collection: an exported file, zip or folder, or tests by hand.")
    ] = None,
    component: Annotated[Path | None, typer.Option(help="The built operator, a .wasm file.")] = None,
    project: Annotated[Path | None, typer.Option(help="The folder with an operator's sources.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Of the project, where its class does not tell.")] = None,
    api_version: Annotated[ApiVersion | None, typer.Option(help="Of the project; usually the newest.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML into this file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
) -> None:
    """Run a collection's cases over a component or a project, or without a collection the project's own tests.

    Exits with 0 where all that was expected came, 1 where a case failed or could not be run, 3 where nothing was
    expected, and 2 where the files or the options cannot be used.
    """
    if (component is None) == (project is None):
        raise typer.BadParameter("Name what to test: either --component FILE or --project FOLDER.")
    settings = _settings()
    logs.configure(settings.log_format, quiet=True)
    try:
        over = Component(component) if component else read_folder(project or Path(), kind, api_version)
        if files is None:
            code = _run_own(settings, over, junit, as_object=json)
        else:
            code = run_tests(settings, files, over, _say, partial(tell, junit=junit, as_object=json))
    except (StudioError, Unusable) as error:
        _say(str(error))
        raise typer.Exit(2) from error
    raise typer.Exit(code)


def main() -> None:
    """The entry point."""
    cli()


def _run_own(settings: Settings, over: Over, junit: Path | None, *, as_object: bool) -> int:
    if isinstance(over, Component):
        raise typer.BadParameter("Name the collection to run over the component: its file or folder.")
    return run_own_tests(settings, over, _say, junit=junit, as_object=as_object)


def _say(sentence: str) -> None:
    typer.echo(sentence, err=True)


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        for mistake in error.errors():
            where = "".join(f"STUDIO_{str(part).upper()}: " for part in mistake["loc"])
            typer.echo(where + mistake["msg"].removeprefix("Value error, "), err=True)
        raise typer.Exit(2) from error


def _hold_data_folder(settings: Settings) -> None:
    try:
        hold(settings.data_dir / "studio.lock")
    except Held as held:
        typer.echo(
            f"Another studio is running on {settings.data_dir}. Stop it, or set STUDIO_DATA_DIR to another folder.",
            err=True,
        )
        raise typer.Exit(1) from held


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host.strip("[]"), settings.port))
        listener.listen()  # from here on who connects waits for the answer, so that the address can be told
    except OSError as error:
        typer.echo(
            f"Port {settings.port} of {settings.host} cannot be used: {error.strerror}. Set STUDIO_PORT.",
            err=True,
        )
        raise typer.Exit(1) from error
    return listener


def _address(settings: Settings, listener: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return settings.public_url or f"http://{host}:{listener.getsockname()[1]}"
