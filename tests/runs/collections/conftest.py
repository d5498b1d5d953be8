"""A collection, an artifact, and an executor whose children are real but do what a case's payload tells them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.artifacts.precompiled import Precompiled
from app.db import events
from app.db.models import CaseResult, Collection, CollectionRun
from app.db.session import reading, unit_of_work
from app.payloads import collections
from app.payloads.cases import NewCase
from app.runs.bench import Bench
from app.runs.collections import results, service
from app.runs.collections.executor import CollectionExecutor
from app.runs.limits import child_limits
from app.runs.preview import PreviewLane
from app.sandbox.pool import Pool
from app.sandbox.profiles import COMPILE, RUN
from app.settings import Settings
from app.storage.blobs import Blobs
from tests.support.collections import a_collection
from tests.support.studio import an_artifact

TESTS = Path(__file__).resolve().parents[2]
Json = dict[str, Any]


def gives(payload: str) -> Json:
    """That the output has this payload."""
    return {"output": {"payload": payload}}


class NoPreviews:
    """Nothing is prepared and nothing waits for it: every run here is one of an artifact."""

    all_ready = True


@dataclass
class Studio:
    """What a run needs, and what was told of it."""

    settings: Settings
    engine: Engine
    blobs: Blobs
    precompiled: Precompiled
    pool: Pool
    ended: list[str] = field(default_factory=list)

    @property
    def executor(self) -> CollectionExecutor:
        previews: Any = NoPreviews()
        nothing: Any = None
        lane = PreviewLane(self.settings, self.engine, previews, nothing, nothing)
        bench = Bench(self.settings, self.precompiled, self.pool, lane)
        return CollectionExecutor(
            bench, self.engine, self.blobs, lambda _: None, self.ended.append, lambda _job, _row: None
        )

    def collection(self, *wanted: NewCase, **settings: Any) -> str:
        with unit_of_work(self.engine) as session:
            return a_collection(session, self.blobs, *wanted, settings=settings).id

    def change(self, collection_id: str, do: Callable[[Session, Collection], object]) -> None:
        with unit_of_work(self.engine) as session:
            do(session, collections.get(session, collection_id))

    def ask(self, collection_id: str, keys: Sequence[str] | None = None) -> str:
        with unit_of_work(self.engine) as session:
            artifact = an_artifact(session, self.blobs)
            self.precompiled._path(artifact.digest).touch()
            collection = collections.get(session, collection_id)
            return service.of_artifact(session, collection, artifact, self.settings, "owner", keys=keys).id

    def run(self, *wanted: NewCase, **settings: Any) -> str:
        """Make a collection of these cases and run it to its end."""
        run_id = self.ask(self.collection(*wanted, **settings))
        self.executor.run(run_id)
        return run_id

    def row(self, run_id: str) -> CollectionRun:
        with reading(self.engine) as session:
            return service.get(session, run_id)

    def results(self, run_id: str) -> list[CaseResult]:
        with reading(self.engine) as session:
            return results.page(session, run_id, 0, 10_000, whole=True)

    def verdicts(self, run_id: str) -> dict[str, str]:
        return {row.name: row.verdict for row in self.results(run_id)}

    def kinds(self, run_id: str) -> list[str]:
        with reading(self.engine) as session:
            return [event.kind for event in events.since(session, run_id, 0)]

    def told(self, run_id: str, kind: str) -> list[Json]:
        with reading(self.engine) as session:
            return [dict(event.data) for event in events.of_kind(session, run_id, kind)]


@pytest.fixture
def pool(settings: Settings, tmp_path: Path) -> Iterator[Pool]:
    native = settings.precompiled_dir.absolute()
    native.mkdir(parents=True, exist_ok=True)
    main = "tests.runs.collections.answering_child"
    pool = Pool(main, RUN, child_limits(settings), tmp_path / "work", 2, readable=(TESTS, native))
    yield pool
    pool.close()


@pytest.fixture
def studio(settings: Settings, engine: Engine, blobs: Blobs, pool: Pool) -> Studio:
    precompiled = Precompiled(settings.precompiled_dir, settings.work_dir, blobs, COMPILE.limits, 1 << 30)
    return Studio(settings, engine, blobs, precompiled, pool)
