import threading

import pytest
from sqlalchemy import Engine

from app.builds import claims
from app.db import events
from app.db.models import Build, BuildStatus
from app.db.session import reading, unit_of_work
from tests.support.studio import a_build


def new_build(engine: Engine, **values: object) -> str:
    with unit_of_work(engine) as session:
        return a_build(session, **values).id


def row(engine: Engine, build_id: str) -> Build:
    with reading(engine) as session:
        return session.get_one(Build, build_id)


def test_a_queued_build_is_taken_once(engine: Engine) -> None:
    build_id = new_build(engine)
    claimed = claims.claim(engine, build_id)

    assert claimed is not None
    assert (claimed.status, claimed.attempt) == ("running", 1)
    assert claimed.started_at is not None
    assert claims.claim(engine, build_id) is None


def test_of_many_who_claim_at_once_one_gets_it(engine: Engine) -> None:
    build_id, together, won = new_build(engine), threading.Barrier(6), list[Build]()

    def claim() -> None:
        together.wait()
        if build := claims.claim(engine, build_id):
            won.append(build)

    threads = [threading.Thread(target=claim) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [build.id for build in won] == [build_id]
    with reading(engine) as session:
        assert [event.data["status"] for event in events.of_kind(session, build_id, "status")] == ["running"]


def test_a_build_of_the_same_inputs_waits_for_the_one_at_work(engine: Engine) -> None:
    first, second, other = new_build(engine), new_build(engine), new_build(engine, key="other")
    assert claims.claim(engine, first)
    assert claims.claim(engine, other)
    assert claims.claim(engine, second) is None
    assert row(engine, second).status == "queued"
    assert claims.same_key_waiting(engine, row(engine, first).key) == [second]

    claims.finish(engine, first, BuildStatus.FAILED)
    assert claims.claim(engine, second)


@pytest.mark.parametrize("status", [status for status in BuildStatus if status is not BuildStatus.QUEUED])
def test_only_a_queued_build_can_be_claimed(engine: Engine, status: BuildStatus) -> None:
    assert claims.claim(engine, new_build(engine, status=status)) is None


def test_an_unknown_build_cannot_be_claimed(engine: Engine) -> None:
    assert claims.claim(engine, "0" * 26) is None


def test_a_build_ends_once(engine: Engine) -> None:
    build_id = new_build(engine, status="running", phase="store")
    claims.finish(engine, build_id, BuildStatus.SUCCEEDED, timings={"store": 1.0})
    claims.finish(engine, build_id, BuildStatus.FAILED, error={"code": "late"})
    build = row(engine, build_id)

    assert (build.status, build.phase, build.error, build.timings) == ("succeeded", None, None, {"store": 1.0})
    assert build.finished_at is not None
    with reading(engine) as session:
        assert [event.data for event in events.of_kind(session, build_id, "status")] == [{"status": "succeeded"}]


def test_a_cancelling_that_came_too_late_does_not_undo_a_success(engine: Engine) -> None:
    build_id = new_build(engine, status="cancelling")
    assert claims.is_cancelling(engine, build_id)
    claims.finish(engine, build_id, BuildStatus.SUCCEEDED)

    assert row(engine, build_id).status == "succeeded"
    assert not claims.is_cancelling(engine, build_id)


def test_the_last_event_says_why_a_build_failed(engine: Engine) -> None:
    build_id = new_build(engine, status="running")
    error = {"code": "build_failed", "title": "The build failed", "detail": "No."}
    claims.finish(engine, build_id, BuildStatus.FAILED, error=error)

    with reading(engine) as session:
        assert events.of_kind(session, build_id, "status")[-1].data == {"status": "failed", "error": error}


def test_a_note_is_kept_only_while_a_build_is_at_work(engine: Engine) -> None:
    at_work, done = new_build(engine, status="running"), new_build(engine, status="failed")
    for build_id in (at_work, done):
        claims.note(engine, build_id, phase="inspect")

    assert (row(engine, at_work).phase, row(engine, done).phase) == ("inspect", None)
