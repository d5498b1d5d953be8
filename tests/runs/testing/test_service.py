"""Asking for runs of tests: what is kept of them, and which names are taken."""

import pytest
from sqlmodel import Session

from app.db.models import OwnTestResult, OwnTestRun, Project, RunStatus
from app.errors import Invalid
from app.projects import service as projects
from app.runs.testing import service
from app.settings import Settings
from tests.support.studio import a_project


@pytest.fixture
def project(session: Session) -> Project:
    made = a_project(session)
    projects.change_files(session, made, made.head, {"test_a.py": b"def test_a(): pass\n"})
    return made


def ask(session: Session, project: Project, settings: Settings, status: RunStatus) -> OwnTestRun:
    run = service.ask(session, project, None, settings, "owner")
    run.status = status
    session.add(OwnTestResult(run_id=run.id, position=1, path="a", name="b", line=1, verdict="passed", report={}))
    session.flush()
    return run


def test_the_newest_runs_are_kept_and_what_goes_on(
    session: Session, project: Project, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_KEPT", 2)
    stages = (RunStatus.RUNNING, RunStatus.COMPLETED, RunStatus.STOPPED, RunStatus.FAILED)
    first, _, third, fourth = (ask(session, project, settings, status) for status in stages)

    assert service.listing(session, project.id, None, 10) == [fourth, third, first]
    assert session.get(OwnTestResult, (first.id, 1)) is not None


@pytest.mark.parametrize("chosen", [{"files": ["gone.py"]}, {"names": ["gone.py::test_a"]}, {"names": ["x"] * 1_001}])
def test_what_is_named_must_be_there(
    session: Session, project: Project, settings: Settings, chosen: dict[str, list[str]]
) -> None:
    with pytest.raises(Invalid) as refused:
        service.ask(session, project, None, settings, "owner", **chosen)  # type: ignore[arg-type]  # typed by name
    assert refused.value.code == "tests_unknown"


def test_a_file_that_is_only_typed_can_be_named_and_one_left_out_cannot(
    session: Session, project: Project, settings: Settings
) -> None:
    typed = {"tests/test_new.py": "def test_b(): pass\n", "test_a.py": None}
    run = service.ask(session, project, typed, settings, "owner", files=["tests/test_new.py"])

    assert run.request["files"] == ["tests/test_new.py"]
    with pytest.raises(Invalid):
        service.ask(session, project, typed, settings, "owner", files=["test_a.py"])
