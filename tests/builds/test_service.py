import threading

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.builds import service
from app.builds.key import build_key, python_sources
from app.db import events
from app.db.models import Artifact, Build, BuildStatus, Project
from app.db.session import unit_of_work
from app.errors import Conflict, NotFound
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.projects import revisions
from app.projects import service as projects
from app.storage.blobs import Blobs
from tests.support.studio import a_build, a_project, an_artifact


def ask(session: Session, project: Project, mode: str = "release", *, adapter: bool = True) -> service.Requested:
    return service.request(session, project, mode, "owner", adapter=adapter)


def statuses(session: Session, build: Build) -> list[str]:
    return [event.data["status"] for event in events.of_kind(session, build.id, "status")]


def built(session: Session, blobs: Blobs, project: Project) -> Build:
    """A build of the project's newest revision that has succeeded."""
    build = ask(session, project).build
    build.status, build.artifact_digest = BuildStatus.SUCCEEDED, an_artifact(session, blobs).digest
    session.flush()
    return build


def test_a_request_writes_a_row_to_be_dispatched(session: Session) -> None:
    project = a_project(session)
    requested = ask(session, project)
    build = requested.build

    assert requested.is_new
    assert (build.status, build.revision, build.cached, build.artifact_digest) == ("queued", 1, False, None)
    assert (build.project_id, build.requested_by, build.attempt) == (project.id, "owner", 0)
    assert statuses(session, build) == ["queued"]
    assert service.position(session, build) == 0


def test_a_changed_test_asks_for_no_other_build(session: Session, blobs: Blobs) -> None:
    project = a_project(session)
    before = built(session, blobs, project)
    projects.change_files(session, project, project.head, {"test_a.py": b"def test_a(): pass\n", "tests/b.py": b"1\n"})
    requested = ask(session, project)

    assert (requested.build.cached, requested.build.key) == (True, before.key)
    assert requested.build.artifact_digest == before.artifact_digest


def test_equal_inputs_that_were_built_before_are_answered_at_once(session: Session, blobs: Blobs) -> None:
    project = a_project(session)
    first = built(session, blobs, project)
    again = ask(session, project)

    assert not again.is_new
    assert again.build.id != first.id
    assert (again.build.status, again.build.cached) == ("succeeded", True)
    assert again.build.artifact_digest == first.artifact_digest
    assert [build.id for build in service.of_artifact(session, str(first.artifact_digest))] == [
        first.id,
        again.build.id,
    ]


def test_data_files_are_no_inputs_and_a_copy_of_the_sources_is_the_same(session: Session, blobs: Blobs) -> None:
    project = a_project(session)
    built(session, blobs, project)
    projects.change_file(session, project, "notes.txt", b"1")

    assert ask(session, project).build.cached


def test_a_project_that_reads_schemas_is_built_for_the_world_with_the_registry(session: Session) -> None:
    project = a_project(session)
    projects.change_file(session, project, "reads.py", b"from map_impl.imports import schema_registry\n")
    sources = python_sources(revisions.contents(session, revisions.head(session, project)), project.name)
    plain, further = (
        world(Kind(project.kind), ApiVersion(project.api_version), schema_registry=wanted) for wanted in (False, True)
    )

    key = ask(session, project).build.key

    assert key == build_key(sources, further, project.name, "release", adapter=True)
    assert key != build_key(sources, plain, project.name, "release", adapter=True)


@pytest.mark.parametrize("change", ["source", "mode", "artifact gone"])
def test_other_inputs_or_a_deleted_artifact_build_anew(session: Session, blobs: Blobs, change: str) -> None:
    project = a_project(session)
    first = built(session, blobs, project)
    if change == "source":
        projects.change_file(session, project, "cooler.py", b"x = 2")
    if change == "artifact gone":
        session.delete(session.get_one(Artifact, first.artifact_digest))
        session.flush()

    assert ask(session, project, "debug" if change == "mode" else "release").is_new


def test_a_failed_build_is_built_anew(session: Session) -> None:
    project = a_project(session)
    failed = ask(session, project).build
    failed.status = BuildStatus.FAILED
    session.flush()

    again = ask(session, project)
    assert again.is_new
    assert again.build.id != failed.id


@pytest.mark.parametrize("status", [BuildStatus.QUEUED, BuildStatus.RUNNING])
def test_a_build_of_the_same_inputs_that_is_under_way_is_answered(session: Session, status: BuildStatus) -> None:
    project = a_project(session)
    first = ask(session, project).build
    first.status = status
    session.flush()
    again = ask(session, project)

    assert (again.is_new, again.build.id) == (False, first.id)


def test_a_build_that_is_being_cancelled_does_not_serve_a_new_request(session: Session) -> None:
    project = a_project(session)
    first = ask(session, project).build
    first.status = BuildStatus.CANCELLING
    session.flush()

    assert ask(session, project).is_new


def test_equal_requests_at_once_give_one_row(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        a_project(session)
    together, ids, new = threading.Barrier(6), list[str](), list[bool]()

    def request() -> None:
        together.wait()
        with unit_of_work(engine) as session:
            requested = ask(session, projects.get(session, "cooler"))
            ids.append(requested.build.id)
            new.append(requested.is_new)

    threads = [threading.Thread(target=request) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with unit_of_work(engine) as session:
        assert len(session.exec(select(Build)).all()) == len(set(ids)) == 1
    assert sorted(new) == [False] * 5 + [True]


def test_older_builds_that_still_wait_give_way(session: Session) -> None:
    project, other = a_project(session), a_project(session, "other", "y = 1")
    old, debug, plain, elsewhere = (
        ask(session, project).build,
        ask(session, project, "debug").build,
        ask(session, project, adapter=False).build,
        ask(session, other).build,
    )
    projects.change_file(session, project, "cooler.py", b"x = 2")
    newest = ask(session, project).build
    session.commit()
    for build in (old, debug, plain, elsewhere, newest):
        session.refresh(build)

    assert [build.status for build in (old, debug, plain, elsewhere, newest)] == ["cancelled", *["queued"] * 4]
    assert old.error is not None
    assert old.error["code"] == "superseded"
    assert old.finished_at is not None
    assert statuses(session, old) == ["queued", "cancelled"]


def test_a_build_at_work_does_not_give_way(session: Session) -> None:
    project = a_project(session)
    old = ask(session, project).build
    old.status = BuildStatus.RUNNING
    projects.change_file(session, project, "cooler.py", b"x = 2")
    ask(session, project)
    session.refresh(old)

    assert old.status == "running"


def test_positions_count_those_that_wait_before(session: Session) -> None:
    first, second, third = (ask(session, a_project(session, name, f"# {name}")).build for name in ("aa1", "bb1", "cc1"))
    assert [service.position(session, build) for build in (first, second, third)] == [0, 1, 2]

    service.cancel(session, first)
    assert [service.position(session, build) for build in (first, second, third)] == [None, 0, 1]


def test_a_waiting_build_is_cancelled_at_once_and_one_at_work_soon(session: Session) -> None:
    waiting, at_work = a_build(session), a_build(session, status=BuildStatus.RUNNING)

    assert service.cancel(session, waiting).status == "cancelled"
    assert waiting.finished_at is not None
    assert service.cancel(session, at_work).status == "cancelling"
    assert service.cancel(session, at_work).status == "cancelling", "asking twice is asking once"
    assert statuses(session, at_work) == ["cancelling"]


@pytest.mark.parametrize("status", [status for status in BuildStatus if status.is_final])
def test_what_has_ended_cannot_be_cancelled(session: Session, status: BuildStatus) -> None:
    with pytest.raises(Conflict, match=status) as ended:
        service.cancel(session, a_build(session, status=status))

    assert ended.value.code == "build_ended"


def test_an_unknown_build_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound) as missing:
        service.get(session, "0" * 26)

    assert missing.value.code == "build_unknown"


def test_the_usual_time_is_the_median_of_real_builds(session: Session) -> None:
    assert service.usual_seconds(session) is None
    for seconds, cached in ((10, False), (20, False), (1, True), (90, False)):
        a_build(session, status="succeeded", cached=cached, timings={"prepare": 0.5, "componentize": seconds - 0.5})
    a_build(session, status="failed", timings={"prepare": 500.0})

    assert service.usual_seconds(session) == 20


def test_after_a_restart_interrupted_builds_wait_again(session: Session) -> None:
    running, queued, done = (a_build(session, status=status, key=status) for status in ("running", "queued", "failed"))
    cancelling = a_build(session, status="cancelling", key="cancelling")

    assert service.requeue_interrupted(session) == sorted([running.id, queued.id])
    for build in (running, cancelling, done):
        session.refresh(build)
    assert [build.status for build in (running, cancelling, done)] == ["queued", "cancelled", "failed"]
    assert statuses(session, running) == ["queued"]
    assert "stopped in the middle" in events.of_kind(session, running.id, "log")[0].data["text"]


def test_the_builds_of_a_project_come_newest_first(session: Session) -> None:
    made = [a_build(session, project_id="p" * 26).id for _ in range(3)]
    a_build(session)
    project = Project(id="p" * 26, name="x", kind="map", api_version="1.1.0")

    assert [build.id for build in service.of_project(session, project, 2)] == sorted(made, reverse=True)[:2]


def test_the_key_is_made_of_what_the_builder_will_take(session: Session) -> None:
    project = a_project(session)
    projects.change_file(session, project, "notes.txt", b"1")
    build = ask(session, project).build
    files = revisions.contents(session, revisions.head(session, project))

    target = world(Kind.MAP, ApiVersion.V1_1_0)
    assert build.key == build_key(python_sources(files, "cooler"), target, "cooler", "release", adapter=True)
    plain = ask(session, project, adapter=False).build
    assert plain.key == build_key(python_sources(files, "cooler"), target, "cooler", "release", adapter=False)
