"""What a successful build of a project runs."""

from typing import Any

import pytest
from sqlmodel import Session

from app.builds import service as builds
from app.db.models import Artifact, Build, Collection, CollectionRun, Project, RunStatus
from app.errors import LimitExceeded, NotFound
from app.payloads import collections
from app.runs.collections import chosen
from app.settings import Settings
from app.storage.blobs import Blobs
from tests.support.collections import a_case, a_collection, with_cases
from tests.support.studio import a_build, a_project, an_artifact


@pytest.fixture
def project(session: Session) -> Project:
    return a_project(session)


@pytest.fixture
def artifact(session: Session, blobs: Blobs) -> Artifact:
    return an_artifact(session, blobs)


@pytest.fixture
def mine(session: Session, blobs: Blobs) -> Collection:
    return a_collection(session, blobs, a_case("a"))


@pytest.fixture
def built(session: Session, project: Project, artifact: Artifact) -> Build:
    values: dict[str, Any] = {"status": "succeeded", "artifact_digest": artifact.digest, "revision": 3}
    return a_build(session, project_id=project.id, **values)


def asked(session: Session, build: Build, settings: Settings) -> list[CollectionRun]:
    return chosen.after_build(session, build.id, settings)


def test_what_is_chosen_is_run_over_the_artifact_once(
    session: Session, project: Project, mine: Collection, built: Build, settings: Settings
) -> None:
    chosen.choose(session, project, [mine.id, mine.id])
    [run] = asked(session, built, settings)

    assert (run.collection_id, run.artifact_digest, run.lane) == (mine.id, built.artifact_digest, "artifact")
    assert (run.project_id, run.project_name, run.revision) == (project.id, "cooler", 3)
    assert asked(session, built, settings) == []


def test_a_build_is_followed_once_and_its_row_says_so(
    session: Session, project: Project, mine: Collection, built: Build, settings: Settings
) -> None:
    built.collections_due = True
    failed = a_build(session, project_id=project.id, status="failed")
    assert builds.not_followed(session) == [built.id]
    assert asked(session, failed, settings) == []
    assert asked(session, built, settings) == []
    assert builds.not_followed(session) == []


def test_it_is_run_again_when_the_collection_changed_or_the_run_was_stopped(
    session: Session, blobs: Blobs, project: Project, mine: Collection, built: Build, settings: Settings
) -> None:
    chosen.choose(session, project, [mine.id])
    [first] = asked(session, built, settings)
    first.status = RunStatus.STOPPED
    [second] = asked(session, built, settings)
    with_cases(session, blobs, mine, a_case("b"))
    [third] = asked(session, built, settings)

    assert len({first.id, second.id, third.id}) == 3
    assert third.version > second.version


def test_one_that_cannot_be_run_holds_up_no_other(
    session: Session, project: Project, mine: Collection, built: Build, settings: Settings
) -> None:
    empty = collections.create(session, "empty")
    chosen.choose(session, project, [empty.id, mine.id])

    assert [run.collection_id for run in asked(session, built, settings)] == [mine.id]


@pytest.mark.parametrize("status", ["queued", "running", "failed", "cancelled"])
def test_a_build_without_success_runs_nothing(
    session: Session, project: Project, mine: Collection, built: Build, settings: Settings, status: str
) -> None:
    chosen.choose(session, project, [mine.id])
    built.status = status  # type: ignore[assignment]  # as the database gives it back
    session.flush()
    session.refresh(built)

    assert asked(session, built, settings) == []
    assert chosen.after_build(session, "nobody", settings) == []


def test_choosing_replaces_what_was_chosen(session: Session, project: Project, mine: Collection) -> None:
    other = collections.create(session, "a first one")
    chosen.choose(session, project, [mine.id])
    assert [each.name for each in chosen.choose(session, project, [mine.id, other.id])] == ["a first one", "mine"]
    assert [each.name for each in chosen.of_project(session, project.id)] == ["a first one", "mine"]

    assert chosen.choose(session, project, []) == chosen.of_project(session, project.id) == []


def test_what_is_not_there_or_too_much_is_refused_and_changes_nothing(
    session: Session, project: Project, mine: Collection
) -> None:
    chosen.choose(session, project, [mine.id])
    with pytest.raises(NotFound):
        chosen.choose(session, project, [mine.id, "nobody"])
    with pytest.raises(LimitExceeded):
        chosen.choose(session, project, [str(number) for number in range(chosen.MOST_CHOSEN + 1)])

    assert [each.id for each in chosen.of_project(session, project.id)] == [mine.id]
