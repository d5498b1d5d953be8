import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.builds import service as builds
from app.db import events
from app.db.events import Event
from app.db.models import Artifact, BuildStatus, Project, Run, RunStatus
from app.errors import Conflict, Invalid, NotFound
from app.projects import service as projects
from app.runs import service
from app.runs.report import run_report
from app.runs.request import RunRequest
from app.settings import Settings
from app.storage.blobs import Blobs
from tests.support.components import component
from tests.support.studio import a_project, an_artifact

REQUEST = RunRequest([{"payload": "x"}])


@pytest.fixture
def artifact(session: Session, blobs: Blobs) -> Artifact:
    return an_artifact(session, blobs)


@pytest.fixture
def run(session: Session, artifact: Artifact, settings: Settings) -> Run:
    return service.of_artifact(session, artifact, REQUEST, settings, "owner")


def build_head(session: Session, project: Project, artifact: Artifact) -> None:
    build = builds.request(session, project, "release", "owner").build
    build.status, build.artifact_digest = BuildStatus.SUCCEEDED, artifact.digest
    session.flush()


def test_a_run_of_an_artifact_waits_with_its_request(session: Session, run: Run, artifact: Artifact) -> None:
    assert (run.status, run.lane, run.artifact_digest, run.kind) == ("queued", "artifact", artifact.digest, "map")
    assert run.request == REQUEST.as_json()
    assert [event.data["status"] for event in events.of_kind(session, run.id, "status")] == ["queued"]


def test_a_request_that_does_not_fit_is_refused_before_there_is_a_row(
    session: Session, artifact: Artifact, settings: Settings
) -> None:
    with pytest.raises(Invalid):
        service.of_artifact(session, artifact, RunRequest([{"payload": 1}]), settings, "owner")

    assert service.listing(session, None, None, 10) == []


def test_a_project_runs_what_its_newest_revision_was_built_to(
    session: Session, artifact: Artifact, settings: Settings
) -> None:
    project = a_project(session)
    build_head(session, project, artifact)
    run = service.of_project(session, project, REQUEST, settings, "owner")
    assert (run.artifact_digest, run.project_name, run.revision) == (artifact.digest, "cooler", 1)
    assert service.latest(session, project) is run

    projects.change_file(session, project, "cooler.py", b"changed = 1")
    with pytest.raises(Conflict, match="Revision 2 of cooler has not been built") as refused:
        service.of_project(session, project, REQUEST, settings, "owner")
    assert refused.value.code == "not_built"


def test_a_project_of_which_nothing_was_built_cannot_run(session: Session, settings: Settings) -> None:
    project = a_project(session)
    builds.request(session, project, "release", "owner")

    with pytest.raises(Conflict):
        service.of_project(session, project, REQUEST, settings, "owner")


def test_a_run_needs_its_artifact(session: Session, run: Run, artifact: Artifact) -> None:
    session.commit()
    session.delete(artifact)

    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        session.flush()
    session.rollback()


def test_an_unknown_run_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound) as missing:
        service.get(session, "nothing")

    assert missing.value.code == "run_unknown"


def test_runs_come_newest_first_and_by_artifact(session: Session, blobs: Blobs, settings: Settings) -> None:
    mine, other = an_artifact(session, blobs), an_artifact(session, blobs, component(seed=b"2"))
    made = sorted(service.of_artifact(session, mine, REQUEST, settings, "owner").id for _ in range(3))
    service.of_artifact(session, other, REQUEST, settings, "owner")

    assert [run.id for run in service.listing(session, mine.digest, None, 2)] == made[:0:-1]
    assert [run.id for run in service.listing(session, mine.digest, made[1], 2)] == made[:1]
    assert len(service.listing(session, None, None, 10)) == 4


def test_a_waiting_run_is_cancelled_at_once_and_one_at_work_soon(session: Session, run: Run) -> None:
    assert service.cancel(session, run).status == "stopped"
    assert (run.error or {})["code"] == "cancelled"

    run.status = RunStatus.RUNNING
    session.flush()
    assert service.cancel(session, run).status == "cancelling"
    assert service.cancel(session, run).status == "cancelling"


@pytest.mark.parametrize("status", [status for status in RunStatus if status.is_final])
def test_what_has_ended_cannot_be_cancelled_and_can_be_deleted(session: Session, run: Run, status: RunStatus) -> None:
    run.status = status
    session.flush()

    with pytest.raises(Conflict) as refused:
        service.cancel(session, run)
    assert refused.value.code == "run_ended"
    service.delete(session, run)
    assert events.since(session, run.id, 0) == []
    with pytest.raises(NotFound):
        service.get(session, run.id)


def test_a_run_that_goes_on_cannot_be_deleted(session: Session, run: Run) -> None:
    with pytest.raises(Conflict) as refused:
        service.delete(session, run)

    assert refused.value.code == "run_at_work"


def test_after_a_restart_an_interrupted_run_begins_anew(session: Session, run: Run) -> None:
    run.status = RunStatus.RUNNING
    events.append(session, run.id, [Event("init", {"result": {}}), Event("result", {"index": 0, "result": {}})])
    last = events.since(session, run.id, 0)[-1].seq

    assert service.requeue_interrupted(session) == [run.id]
    assert run.status == "queued"
    assert events.of_kind(session, run.id, "init", "result", "finished") == []
    [again] = events.since(session, run.id, last)  # whoever saw all until then is told, and misses nothing new
    assert again.data == {"status": "queued"}


def test_after_a_restart_a_run_that_was_being_cancelled_has_ended(session: Session, run: Run) -> None:
    run.status = RunStatus.CANCELLING

    assert service.requeue_interrupted(session) == []
    session.refresh(run)
    assert run.status == "stopped"
    assert run.finished_at is not None
    assert run.error is not None
    assert run.error["code"] == "cancelled"


def test_a_report_shows_a_run_as_far_as_it_has_come(session: Session, run: Run) -> None:
    report = run_report(session, run)
    assert (report["status"], report["init"], report["results"], report["truncated"]) == ("queued", None, [], False)

    results: list[dict[str, object]] = [{"outcome": "output"}, {"outcome": "trap", "truncated": True}]
    events.append(session, run.id, [Event("init", {"result": {"ok": True}})])
    events.append(session, run.id, [Event("result", {"index": i, "result": r}) for i, r in enumerate(results)])
    finished = {"memory_bytes": 7, "state": [{"key": "k"}], "timings": {"init_us": 1}}
    events.append(session, run.id, [Event("finished", finished)])
    run.timings = {"child_ms": 2.0}
    report = run_report(session, run)

    told = [{**result, "check": None} for result in results]
    assert (report["init"], report["results"], report["truncated"]) == ({"ok": True, "check": None}, told, True)
    assert (report["memory_bytes"], report["state"]) == (7, [{"key": "k"}])
    assert report["timings"] == {"child_ms": 2.0, "init_us": 1}


def test_a_run_whose_init_failed_has_no_results(session: Session, run: Run) -> None:
    run.status = RunStatus.FAILED
    events.append(session, run.id, [Event("init", {"result": {"ok": False}})])

    report = run_report(session, run)
    assert (report["init"], report["results"]) == ({"ok": False, "check": None}, [])
