"""Waiting for a run: until it has ended, at most so long, and never for a server that goes down."""

import asyncio
import threading

import pytest

from app.db.models import RunStatus
from app.db.session import unit_of_work
from app.errors import NotFound
from app.http.run_wait import ended
from app.http.studio import Studio
from app.runs import service
from app.runs.request import RunRequest
from tests.support.studio import an_artifact

LONG_S = 600.0  # a test that really waits this long has failed


def a_run(studio: Studio) -> str:
    """A run that nobody does, because nobody is told of it."""
    with unit_of_work(studio.engine) as session:
        artifact = an_artifact(session, studio.blobs)
        return service.of_artifact(session, artifact, RunRequest([{"payload": "x"}]), studio.settings, "owner").id


def finish(studio: Studio, run_id: str) -> None:
    with unit_of_work(studio.engine) as session:
        assert service.move(session, run_id, RunStatus.QUEUED, RunStatus.COMPLETED)
    studio.signals.notify(run_id)


def test_a_run_that_has_ended_is_not_waited_for(studio: Studio) -> None:
    run_id = a_run(studio)
    finish(studio, run_id)

    assert asyncio.run(ended(studio, run_id, within_s=0))


def test_the_end_of_a_run_ends_the_waiting(studio: Studio) -> None:
    run_id = a_run(studio)
    worker = threading.Timer(0.05, finish, (studio, run_id))
    worker.start()

    assert asyncio.run(ended(studio, run_id, LONG_S))
    worker.join()


def test_a_new_run_whose_ending_was_heard_before_is_not_waited_for(studio: Studio) -> None:
    run_id = a_run(studio)
    studio.signals.end(run_id)

    assert asyncio.run(ended(studio, run_id, LONG_S, is_new=True))


def test_a_new_run_whose_ending_was_not_heard_of_is_looked_at_after_a_while(studio: Studio) -> None:
    run_id = a_run(studio)
    with unit_of_work(studio.engine) as session:
        assert service.move(session, run_id, RunStatus.QUEUED, RunStatus.COMPLETED)

    assert asyncio.run(ended(studio, run_id, LONG_S, is_new=True))


def test_the_waiting_has_an_end_of_its_own(studio: Studio) -> None:
    assert not asyncio.run(ended(studio, a_run(studio), within_s=0.01))


def test_a_server_that_goes_down_waits_no_longer(studio: Studio) -> None:
    run_id = a_run(studio)
    studio.signals.close()

    assert not asyncio.run(ended(studio, run_id, LONG_S))


def test_an_unknown_run_is_not_waited_for(studio: Studio) -> None:
    with pytest.raises(NotFound):
        asyncio.run(ended(studio, "unknown", LONG_S))
