"""What a test has around it: a database and folders that last as long as it does, and children as in the studio."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from sqlalchemy import Engine

from app.artifacts.limits import compile_limits
from app.artifacts.precompiled import Precompiled
from app.builds.bindings import Bindings
from app.db.engine import make_engine
from app.db.migrate import migrate
from app.kit.folders import clear, throw_away
from app.kit.locks import shared
from app.operators.checker import Checker
from app.packages.known import KnownPackages
from app.packages.service import PackageStore
from app.runs.bench import Bench
from app.runs.collections.executor import CollectionExecutor
from app.runs.limits import child_limits
from app.runs.looks import Looks
from app.runs.preview import PreviewLane
from app.runs.previews import Previews
from app.runs.trial import trial
from app.sandbox import bytecode
from app.sandbox.pool import Pool
from app.sandbox.profiles import RUN
from app.settings import Settings
from app.storage.blobs import Blobs, open_blobs

FOLDER = "tests"
RUN_MAIN = "app.sandbox.run_child"


@dataclass(frozen=True)
class Around:
    """A studio that serves nobody. ``again`` gets the id of a run that waited, when its preview is settled."""

    settings: Settings
    engine: Engine
    blobs: Blobs
    looks: Looks
    executor: CollectionExecutor
    again: SimpleQueue[str]


@contextmanager
def work_settings(settings: Settings) -> Iterator[Settings]:
    """The settings with a data folder of their own, thrown away afterwards. It lies in the usual one, since what is
    precompiled is kept there and a file can only be moved within one file system. What killed tests left goes as soon
    as no other test is at work."""
    tests = settings.data_dir.absolute() / FOLDER
    with shared(tests.with_suffix(".lock"), partial(clear, tests)), throw_away(tests) as folder:
        yield settings.model_copy(update={"data_dir": folder, "database_url": None, "storage_url": None})


@contextmanager
def opened(settings: Settings, precompiled_dir: Path) -> Iterator[Around]:
    """Everything that it takes, ended afterwards; ``settings`` are those of ``work_settings``, with the previews in
    their ``preview_dir`` where they are needed."""
    bytecode.prepare()
    engine = make_engine(settings.database)
    migrate(engine)
    blobs = open_blobs(settings.storage)
    limits = compile_limits(settings)
    precompiled = Precompiled(precompiled_dir, settings.work_dir, blobs, limits, settings.precompiled_max_bytes)
    packages = PackageStore(settings, engine)
    bindings = Bindings(settings)
    checker = Checker(settings.check_dir, bindings.ensure, bindings.folder, KnownPackages(settings, packages).of)
    looks = Looks(checker)
    pool = _children(settings, precompiled_dir, packages)
    previews = Previews(settings, engine, blobs, precompiled, partial(trial, pool))
    bench = Bench(settings, precompiled, pool, PreviewLane(settings, engine, previews, looks, packages))
    again: SimpleQueue[str] = SimpleQueue()
    executor = CollectionExecutor(bench, engine, blobs, _ignore, _ignore, lambda _, run_id: again.put(run_id))
    try:
        yield Around(settings, engine, blobs, looks, executor, again)
    finally:
        for close in (previews.close, looks.close, checker.close, pool.close, engine.dispose):
            close()


def _children(settings: Settings, precompiled_dir: Path, packages: PackageStore) -> Pool:
    packages.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    given = settings.preview_dir
    previews = (given.absolute(),) if given is not None and given.is_dir() else ()
    readable = (precompiled_dir, packages.folder, *previews)
    return Pool(RUN_MAIN, RUN, child_limits(settings), settings.run_dir, settings.run_workers, readable=readable)


def _ignore(_: str) -> None:
    """Nobody watches."""
