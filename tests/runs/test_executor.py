"""What becomes of a run's row, whatever its child does. The children here are real, what they do is told to them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from app.artifacts.precompiled import Precompiled
from app.db import events
from app.db.models import Run, RunStatus
from app.db.session import reading, unit_of_work
from app.runs import service
from app.runs.executor import Executor
from app.runs.limits import child_limits
from app.runs.request import RunRequest
from app.sandbox.pool import Pool
from app.sandbox.profiles import COMPILE, RUN
from app.settings import Settings
from app.storage.blobs import Blobs
from tests.support.polling import until
from tests.support.studio import an_artifact

TESTS = Path(__file__).resolve().parents[1]
Ask = Callable[[str], str]


class NoPreviews:
    """Nothing is prepared and nothing waits for it: every run here is one of an artifact."""

    def is_settled(self, _run_id: str, _then: Callable[[], None]) -> bool:
        return True


@pytest.fixture
def pool(settings: Settings, tmp_path: Path) -> Iterator[Pool]:
    limits = child_limits(settings)
    native = settings.precompiled_dir.absolute()
    native.mkdir(parents=True, exist_ok=True)
    pool = Pool("tests.runs.answering_child", RUN, limits, tmp_path / "work", 1, readable=(TESTS, native))
    yield pool
    pool.close()


@pytest.fixture
def precompiled(settings: Settings, blobs: Blobs) -> Precompiled:
    return Precompiled(settings.precompiled_dir, settings.work_dir, blobs, COMPILE.limits, 1 << 30)


@pytest.fixture
def executor(settings: Settings, engine: Engine, precompiled: Precompiled, pool: Pool) -> Executor:
    previews: Any = NoPreviews()
    nothing = (lambda _: None, lambda _: None, lambda _job, _row: None)
    return Executor(settings, engine, precompiled, pool, previews, *nothing)


@pytest.fixture
def ask(engine: Engine, settings: Settings, blobs: Blobs, precompiled: Precompiled) -> Ask:
    """Asks for a run whose child behaves in a way; its component counts as compiled."""

    def ask(how: str) -> str:
        with unit_of_work(engine) as session:
            artifact = an_artifact(session, blobs)
            precompiled._path(artifact.digest).touch()
            request = RunRequest([{"payload": "x"}, {"payload": "y"}], {"how": how})
            return service.of_artifact(session, artifact, request, settings, "owner").id

    return ask


def row(engine: Engine, run_id: str) -> Run:
    with reading(engine) as session:
        return service.get(session, run_id)


def kinds(engine: Engine, run_id: str) -> list[str]:
    with reading(engine) as session:
        return [event.kind for event in events.since(session, run_id, 0)]


def test_a_run_that_ends_well_is_completed_with_all_its_events(engine: Engine, executor: Executor, ask: Ask) -> None:
    run_id = ask("well")
    executor.run(run_id)
    run = row(engine, run_id)
    assert (run.status, run.error, run.attempt) == ("completed", None, 1)
    assert kinds(engine, run_id) == ["status", "status", "init", "result", "result", "finished", "status"]
    assert set(run.timings) == {"precompile_ms", "child_ms"}


def test_a_run_is_done_once(engine: Engine, executor: Executor, ask: Ask) -> None:
    run_id = ask("well")
    executor.run(run_id)
    before = kinds(engine, run_id)
    executor.run(run_id)
    assert kinds(engine, run_id) == before


def test_a_child_that_dies_stops_its_run_and_not_the_next(engine: Engine, executor: Executor, ask: Ask) -> None:
    lost, next_one = ask("abort"), ask("well")
    executor.run(lost)
    executor.run(next_one)
    run = row(engine, lost)
    assert (run.status, (run.error or {})["code"]) == ("stopped", "run_crashed")
    assert kinds(engine, lost) == ["status", "status", "init", "result", "result", "status"]
    assert row(engine, next_one).status == "completed"


def at_work(executor: Executor, engine: Engine, run_id: str) -> threading.Thread:
    """The run in a thread of its own, once its results are stored."""
    thread = threading.Thread(target=executor.run, args=(run_id,))
    thread.start()
    until(lambda: kinds(engine, run_id).count("result") == 2)
    return thread


def test_results_are_stored_while_the_run_goes_on_and_kept_when_it_is_cancelled(
    engine: Engine, executor: Executor, ask: Ask
) -> None:
    run_id = ask("sleep")
    thread = at_work(executor, engine, run_id)
    with unit_of_work(engine) as session:
        service.cancel(session, service.get(session, run_id))
    thread.join()
    run = row(engine, run_id)
    assert (run.status, (run.error or {})["code"]) == ("stopped", "cancelled")
    assert kinds(engine, run_id).count("result") == 2


def test_a_run_that_the_studios_end_interrupts_is_done_again(
    engine: Engine, executor: Executor, pool: Pool, ask: Ask
) -> None:
    run_id = ask("sleep")
    thread = at_work(executor, engine, run_id)
    pool.close()
    thread.join()
    assert row(engine, run_id).status is RunStatus.RUNNING
    with unit_of_work(engine) as session:
        assert service.requeue_interrupted(session) == [run_id]
    assert kinds(engine, run_id) == ["status", "status", "status"]


def test_a_component_that_is_gone_stops_the_run_with_the_reason(
    engine: Engine, executor: Executor, precompiled: Precompiled, ask: Ask, blobs: Blobs
) -> None:
    run_id = ask("well")
    digest = row(engine, run_id).artifact_digest
    assert digest is not None
    precompiled.drop(digest)
    blobs.delete(digest)
    executor.run(run_id)
    assert row(engine, run_id).status is RunStatus.STOPPED


def test_a_component_that_no_child_can_load_is_made_anew_once(
    engine: Engine, executor: Executor, precompiled: Precompiled, ask: Ask
) -> None:
    run_id = ask("load")
    path = precompiled._path(str(row(engine, run_id).artifact_digest))
    path.write_bytes(b"stale")
    executor.run(run_id)
    assert row(engine, run_id).status == "completed"
    assert path.read_bytes() != b"stale"
    assert kinds(engine, run_id) == ["status", "status", "phase", "init", "result", "result", "finished", "status"]


def test_one_that_still_cannot_be_loaded_stops_the_run_and_not_the_next(
    engine: Engine, executor: Executor, ask: Ask
) -> None:
    refused, next_one = ask("component"), ask("well")
    executor.run(refused)
    executor.run(next_one)
    run = row(engine, refused)
    assert (run.status, (run.error or {})["code"]) == ("stopped", "precompile_failed")
    assert "It is damaged." in (run.error or {})["detail"]
    assert row(engine, next_one).status == "completed"


def test_packages_that_cannot_be_loaded_are_told_and_nothing_is_compiled(
    engine: Engine, executor: Executor, ask: Ask
) -> None:
    run_id = ask("packages")
    executor.run(run_id)
    assert (row(engine, run_id).error or {})["code"] == "preview_refused"
    assert kinds(engine, run_id) == ["status", "status", "status"]
