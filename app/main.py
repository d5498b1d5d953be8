"""The one place that wires things together."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path

import structlog
from anyio.to_thread import run_sync
from fastapi import Depends, FastAPI, Request
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.websockets import WebSocket

from app import __version__, worker
from app.api import (
    artifacts,
    builds,
    cases,
    checks,
    collection_runs,
    collections,
    collections_export,
    collections_import,
    drafts,
    files,
    health,
    kinds,
    openapi,
    own_tests,
    projects,
    projects_import,
    runs,
    search,
    share_copies,
    shares,
)
from app.api import errors as api_errors
from app.api.schemas.common import PROBLEMS
from app.artifacts.limits import compile_limits
from app.artifacts.precompiled import Precompiled
from app.builds import service as build_service
from app.builds.bindings import Bindings
from app.db.engine import make_engine
from app.db.migrate import migrate
from app.db.session import unit_of_work
from app.http.compress import Compress
from app.http.guards import REFUSED, BodyLimit, CrossSiteGuard, HostGuard
from app.http.headers import SecurityHeaders
from app.http.security import is_owner, owner
from app.http.static import Bundles
from app.http.studio import Studio
from app.importing.reader import MOST_BYTES as PROJECT_BYTES
from app.importing.reader import ProjectReader
from app.kit.folders import clear
from app.language.service import Language
from app.operators.checker import Checker
from app.packages.known import KnownPackages
from app.packages.service import PackageStore
from app.payloads import staging
from app.payloads.reading.bounds import Bounds
from app.payloads.reading.reader import Reader
from app.projects.sample import make_sample_once
from app.queue.embedded import EmbeddedQueue
from app.queue.signals import Signals
from app.runs import service as run_service
from app.runs.collections import service as collection_service
from app.runs.limits import child_limits
from app.runs.looks import Looks
from app.runs.previews import Previews
from app.runs.testing import service as own_tests_service
from app.runs.trial import trial
from app.sandbox import bytecode, walls
from app.sandbox.pool import Pool
from app.sandbox.profiles import RUN
from app.settings import Settings
from app.storage.blobs import open_blobs
from app.web import errors as web_errors
from app.web import pages

log = structlog.get_logger(__name__)

API = "/api/v1"
NO_PAGES = ("/api/", "/healthz", "/readyz")
FORM_BYTES = 1_000_000  # what a form adds to the files that it uploads
STATIC = Path(__file__).resolve().parents[1] / "static"
STOP_TIMEOUT_S = 5.0
RUN_MAIN = "app.sandbox.run_child"
WAITING_RUNS = 2  # that have their component compiled, while others run
OWN_TEST_RUNS = 2  # at once, of projects' own tests
COLLECTION_RUNS = 2  # at once, so that a long one does not hold up a short one
API_ROUTERS = (
    kinds.router,
    projects_import.router,
    projects.router,
    files.router,
    drafts.router,
    search.router,
    checks.router,
    builds.router,
    artifacts.router,
    runs.router,
    collections.router,
    cases.router,
    collections_import.router,
    collections_export.router,
    collection_runs.router,
    own_tests.router,
    shares.router,
    share_copies.router,
    openapi.router,
)


def create_app(settings: Settings, *, warm: bool = False) -> FastAPI:
    """The application. Nothing is opened before it starts; with ``warm`` its first check finds children ready."""
    app = FastAPI(
        title="Operator Studio",
        version=__version__,
        openapi_url=None,  # served behind the same door as everything else
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(settings, warm),
        middleware=_middleware(settings),
    )
    for router in API_ROUTERS:
        app.include_router(router, prefix=API, dependencies=[Depends(owner)], responses=PROBLEMS)
    app.include_router(health.router)
    pages.include(app)
    app.mount("/static", Bundles(directory=STATIC), name="static")
    app.add_exception_handler(Exception, _on_error)
    for kind in api_errors.HANDLED:
        app.add_exception_handler(kind, _on_any_error)
    return app


def open_studio(settings: Settings) -> Studio:
    """Everything a studio works with; the database is brought to the present schema."""
    engine = make_engine(settings.database)
    migrate(engine)
    clear(settings.work_dir)
    clear(settings.check_dir)
    clear(settings.language_dir)
    clear(settings.run_dir)
    clear(settings.import_dir)
    blobs = open_blobs(settings.storage)
    bindings = Bindings(settings)
    packages = PackageStore(settings, engine)
    known = KnownPackages(settings, packages)
    precompiled = Precompiled(
        settings.precompiled_dir, settings.work_dir, blobs, compile_limits(settings), settings.precompiled_max_bytes
    )
    children = _run_children(settings, packages)
    checker = Checker(settings.check_dir, bindings.ensure, bindings.folder, known.of)
    concurrency = {
        build_service.JOB: settings.build_workers,
        build_service.BUILT: 1,
        run_service.JOB: settings.run_workers + WAITING_RUNS,
        collection_service.JOB: COLLECTION_RUNS,
        own_tests_service.JOB: OWN_TEST_RUNS,
    }
    return Studio(
        settings=settings,
        engine=engine,
        blobs=blobs,
        queue=EmbeddedQueue(concurrency),
        signals=Signals(),
        precompiled=precompiled,
        bindings=bindings,
        checker=checker,
        reader=_reader(settings),
        importer=ProjectReader(settings.import_dir.absolute() / "projects"),
        looks=Looks(checker),
        language=Language(settings, engine, bindings, packages),
        packages=packages,
        runs=children,
        previews=Previews(settings, engine, blobs, precompiled, partial(trial, children)),
        walls=walls.available(),
    )


def _reader(settings: Settings) -> Reader:
    bounds = Bounds(settings.collection_max_cases, settings.case_max_bytes, settings.run_time_limit_ms)
    return Reader(settings.import_dir.absolute(), bounds)


def _run_children(settings: Settings, packages: PackageStore) -> Pool:
    """They read precompiled components, ready-made previews and archives of packages where these are kept."""
    own = (settings.precompiled_dir.absolute(), packages.folder.absolute())
    for folder in own:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    readable = (
        (*own, settings.preview_dir.absolute()) if settings.preview_dir and settings.preview_dir.is_dir() else own
    )
    folder = settings.run_dir.absolute()
    return Pool(RUN_MAIN, RUN, child_limits(settings), folder, settings.run_workers, readable=readable)


def _lifespan(settings: Settings, warm: bool) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        studio = await run_sync(_start, settings)
        app.state.studio = studio
        gc.collect()
        gc.freeze()  # what was imported stays: looking at it again and again would hold up every request
        if warm:
            studio.checker.warm_up()
            studio.runs.warm_up()
            studio.previews.start()
        try:
            yield
        finally:
            studio.signals.close()
            studio.language.let_go()
            await run_sync(studio.previews.close)
            await run_sync(studio.queue.stop, STOP_TIMEOUT_S)
            await run_sync(studio.looks.close)
            await run_sync(studio.language.close)
            await run_sync(studio.checker.close)
            await run_sync(studio.reader.close)
            await run_sync(studio.importer.close)
            await run_sync(studio.runs.close)
            studio.engine.dispose()

    return lifespan


def _start(settings: Settings) -> Studio:
    bytecode.prepare()
    studio = open_studio(settings)
    for sentence in studio.walls.missing():
        log.warning(sentence)
    with unit_of_work(studio.engine) as session:
        make_sample_once(session)
        staging.drop_left(session)
    studio.queue.start(worker.handlers(studio))
    worker.dispatch_waiting(studio)
    return studio


def _middleware(settings: Settings) -> list[Middleware]:
    component = settings.component_max_bytes + FORM_BYTES
    imported = max(settings.case_max_bytes, settings.request_max_bytes) + FORM_BYTES  # it goes to the disk as it comes
    uploads = {
        f"{API}/artifacts": component,
        "/artifacts": component,
        f"{API}/collections/*/import": imported,
        "/collections/*/add": imported,
        "/projects/*/files/upload": PROJECT_BYTES + FORM_BYTES,
        "/import-project": PROJECT_BYTES + FORM_BYTES,
        f"{API}/projects/import": PROJECT_BYTES + FORM_BYTES,
        f"{API}/share-copies/file": imported,
        "/copy-share": imported,
    }
    return [
        Middleware(SecurityHeaders),
        Middleware(Compress),
        Middleware(HostGuard, hosts=settings.hosts, answer=_on_error),
        Middleware(CrossSiteGuard, answer=_on_error),
        Middleware(
            BodyLimit,
            most_bytes=settings.request_max_bytes,
            larger=uploads,
            answer=_on_error,
            is_known=partial(is_owner, settings=settings),
        ),
    ]


async def _on_error(request: Request, error: Exception) -> Response:
    """For a page's address a page, for all else, and for whoever asks for nothing but JSON, a problem document."""
    if request.url.path.startswith(NO_PAGES) or request.headers.get("accept") == "application/json":
        return api_errors.answer(error)
    return await run_sync(web_errors.answer, request, error)


async def _on_any_error(connection: HTTPConnection, error: Exception) -> Response:
    """As ``_on_error``; a socket that has not opened yet is closed, which answers its request."""
    if isinstance(connection, Request):
        return await _on_error(connection, error)
    if isinstance(connection, WebSocket):
        await connection.close(REFUSED)
    return Response(status_code=403)
