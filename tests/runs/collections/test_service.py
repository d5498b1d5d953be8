"""Asking for runs of collections."""

from typing import Any

import pytest
from sqlmodel import Session

from app.db import events
from app.db.models import CaseResult, Collection, CollectionRun, RunStatus
from app.errors import Conflict, Invalid, LimitExceeded, NotFound
from app.payloads import cases, collections
from app.projects import revisions
from app.projects.service import change_file
from app.runs.collections import service
from app.runs.collections.described import behind
from app.settings import Settings
from app.storage.blobs import Blobs
from tests.support.collections import a_case, a_collection, with_cases
from tests.support.studio import a_project, an_artifact


def named(session: Session, blobs: Blobs, *names: str, **settings: Any) -> Collection:
    return a_collection(session, blobs, *map(a_case, names), settings=settings)


def over_artifact(session: Session, blobs: Blobs, settings: Settings, made: Collection, **more: Any) -> CollectionRun:
    return service.of_artifact(session, made, an_artifact(session, blobs), settings, "owner", **more)


def result(session: Session, run: CollectionRun, key: str, verdict: str, position: int = 1) -> None:
    session.add(CaseResult(run_id=run.id, key=key, position=position, name=key, verdict=verdict, report={}))
    session.flush()


def keys_of(session: Session, made: Collection) -> list[str]:
    return [row.key for row in cases.page(session, made)]


def test_a_run_keeps_what_it_was_asked_for(session: Session, blobs: Blobs, settings: Settings) -> None:
    made = named(session, blobs, "a", "b")
    run = over_artifact(session, blobs, settings, made)

    assert (run.version, run.total, run.status, run.lane) == (made.version, 2, "queued", "artifact")
    assert run.request == {"sources": None, "keys": None}
    assert [event.data for event in events.since(session, run.id, 0)] == [{"status": "queued"}]


def test_a_run_of_a_draft_keeps_its_revision_and_what_was_typed(
    session: Session, blobs: Blobs, settings: Settings
) -> None:
    project, made = a_project(session), named(session, blobs, "a")
    typed = {"cooler.py": "x = 2\n", "more.py": "y = 1\n"}
    run = service.of_sources(session, made, project, typed, settings, "owner", adapter=False)
    stored = service.of_sources(session, made, project, None, settings, "owner")

    assert (run.lane, run.project_id, run.project_name, run.revision) == ("preview", project.id, "cooler", 1)
    assert run.request["sources"] == {"files": typed, "adapter": False}
    assert run.sources_digest != stored.sources_digest == revisions.head(session, project).digest


def test_settings_that_no_run_can_have_are_refused_at_once(session: Session, blobs: Blobs, settings: Settings) -> None:
    made = named(session, blobs, "a", limits={"time_ms": 3_600_000})

    with pytest.raises(LimitExceeded):
        over_artifact(session, blobs, settings, made)


def test_a_collection_without_cases_is_not_run(session: Session, blobs: Blobs, settings: Settings) -> None:
    with pytest.raises(Conflict, match="no cases"):
        over_artifact(session, blobs, settings, named(session, blobs))


@pytest.mark.parametrize("keys", [[], ["nobody"], ["\ud800"], ["x" * 10_000], ["'; drop table case_row"]])
def test_cases_that_are_not_there_are_refused(
    session: Session, blobs: Blobs, settings: Settings, keys: list[str]
) -> None:
    with pytest.raises(Invalid):
        over_artifact(session, blobs, settings, named(session, blobs, "a"), keys=keys)


def test_the_failed_ones_that_are_still_there_can_be_run_again(
    session: Session, blobs: Blobs, settings: Settings
) -> None:
    made = named(session, blobs, "a", "b", "c", "d", "e")
    run = over_artifact(session, blobs, settings, made)
    verdicts = zip(keys_of(session, made), ("passed", "broken", "failed", "unchecked", "failed"), strict=True)
    for position, (key, verdict) in enumerate(verdicts):
        result(session, run, key, verdict, position)
    with pytest.raises(Conflict):
        service.failed_keys(session, made, run)
    run.status = RunStatus.COMPLETED
    _, broken, failed, _, gone = keys_of(session, made)
    cases.remove(session, made, [gone])

    assert service.failed_keys(session, made, run) == [broken, failed]


def test_where_nothing_failed_nothing_is_run_again(session: Session, blobs: Blobs, settings: Settings) -> None:
    made = named(session, blobs, "a")
    run = over_artifact(session, blobs, settings, made)
    run.status = RunStatus.COMPLETED

    with pytest.raises(Conflict, match="failed in that run"):
        service.failed_keys(session, made, run)
    with pytest.raises(Invalid, match="another collection"):
        service.failed_keys(session, collections.create(session, "other"), run)


def test_a_run_that_waits_is_cancelled_at_once_and_only_once(
    session: Session, blobs: Blobs, settings: Settings
) -> None:
    run = over_artifact(session, blobs, settings, named(session, blobs, "a"))

    assert service.cancel(session, run).status == "stopped"
    assert (run.error or {})["code"] == "cancelled"
    with pytest.raises(Conflict):
        service.cancel(session, run)
    assert service.claim(session, run.id) is None


def test_a_run_at_work_is_told_to_stop_and_ends_at_the_next_start(
    session: Session, blobs: Blobs, settings: Settings
) -> None:
    run = over_artifact(session, blobs, settings, named(session, blobs, "a"))
    assert service.claim(session, run.id) is not None
    assert service.cancel(session, run).status == service.cancel(session, run).status == "cancelling"

    assert service.requeue_interrupted(session) == []
    session.refresh(run)
    assert run.status == "stopped"


def test_only_what_has_ended_can_be_deleted(session: Session, blobs: Blobs, settings: Settings) -> None:
    run = over_artifact(session, blobs, settings, named(session, blobs, "a"))
    with pytest.raises(Conflict):
        service.remove(session, run)
    service.cancel(session, run)
    result(session, run, "k", "passed")
    service.remove(session, run)

    assert session.get(CaseResult, (run.id, "k")) is None
    assert events.since(session, run.id, 0) == []
    with pytest.raises(NotFound):
        service.status(session, run.id)


def test_runs_are_listed_newest_first(session: Session, blobs: Blobs, settings: Settings) -> None:
    made, project = named(session, blobs, "a"), a_project(session)
    first, second = (over_artifact(session, blobs, settings, made) for _ in range(2))
    third = service.of_sources(session, made, project, None, settings, "owner")

    def ids(**which: Any) -> list[str]:
        return [run.id for run in service.listing(session, None, 10, **which)]

    assert ids() == ids(collection_id=made.id) == [third.id, second.id, first.id]
    assert (ids(digest=first.artifact_digest), ids(project_id=project.id)) == ([second.id, first.id], [third.id])
    assert [run.id for run in service.listing(session, second.id, 10)] == [first.id]


def test_a_run_says_what_it_is_older_than(session: Session, blobs: Blobs, settings: Settings) -> None:
    made, project = named(session, blobs, "a"), a_project(session)
    run = service.of_sources(session, made, project, {"cooler.py": "x = 2\n"}, settings, "owner")
    assert behind(session, run) == ["project"]  # what was typed is not stored yet

    change_file(session, project, "cooler.py", b"x = 2\n")
    assert behind(session, run) == []

    change_file(session, project, "cooler.py", b"x = 3\n")
    with_cases(session, blobs, made, a_case("b"))
    assert behind(session, run) == ["collection", "project"]
