"""Asking for runs of a project's own tests, and looking at them. The work itself is in ``executor``."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, delete, select, update

from app.db import events
from app.db.events import Event
from app.db.models import OwnTestResult, OwnTestRun, Project, RunStatus
from app.errors import Conflict, Invalid, NotFound
from app.kit.clock import utc_now
from app.operators.own_tests import holds_tests
from app.projects import revisions
from app.runs import preview
from app.runs.looks import Looks
from app.runs.request import RunRequest
from app.runs.testing.counting import EMPTY, NOT_GOOD
from app.settings import Settings

JOB = "own-tests"
MOST_NAMED = 1_000
MOST_KEPT = 50  # runs of one project


def ask(
    session: Session,
    project: Project,
    typed: preview.Typed | None,
    settings: Settings,
    requested_by: str,
    *,
    adapter: bool = True,
    files: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    looks: Looks | None = None,
) -> OwnTestRun:
    """Ask for the tests of a project's newest revision with ``typed`` laid over it: of all files or those of ``files``,
    and all of them or those of ``names``, such as ``test_units.py::test_zero``.

    Errors as of ``preview.new_run``, and Invalid for a file that holds no tests.
    """
    over = preview.new_run(
        session, project, typed, RunRequest(messages=[]), settings, requested_by, adapter=adapter, looks=looks
    )
    chosen = _chosen(session, project, typed, files, names)
    run = OwnTestRun(
        project_id=project.id,
        project_name=project.name,
        revision=project.head,
        sources_digest=str(over.sources_digest),
        kind=project.kind,
        api_version=project.api_version,
        request={"sources": over.request["sources"], "files": chosen, "names": None if names is None else [*names]},
        counts=dict(EMPTY),
        requested_by=requested_by,
    )
    session.add(run)
    session.flush()
    events.append(session, run.id, [_status(RunStatus.QUEUED)])
    _forget_old(session, project.id)
    return run


def failed_names(session: Session, project: Project, run: OwnTestRun) -> list[str]:
    """The tests that failed or broke in a run, as ``names`` of another; files that could not be read stand for all in
    them. Conflict when the run goes on, or when there are none."""
    if run.project_id != project.id:
        raise Invalid("tests_unknown", "That run is one of another project, so its tests are not in this one.")
    if not run.status.is_final:
        raise Conflict("test_run_at_work", "That run has not ended. Wait for it, or cancel it first.")
    query = select(OwnTestResult.path, OwnTestResult.name).where(OwnTestResult.run_id == run.id)
    rows = session.exec(query.where(col(OwnTestResult.verdict).in_(NOT_GOOD)).order_by(col(OwnTestResult.position)))
    failed = [named(path, name) for path, name in rows]
    if not failed:
        raise Conflict("nothing_failed", "No test failed in that run. Run all of them.")
    return failed


def named(path: str, name: str) -> str:
    """A test as a run's ``names`` have it; a whole file where it has no name."""
    return f"{path}::{name}" if name else path


def get(session: Session, run_id: str) -> OwnTestRun:
    """A run by its id; NotFound when there is none."""
    run = session.get(OwnTestRun, run_id) if run_id.isascii() else None  # the database takes no half characters
    if run is None:
        raise NotFound("test_run_unknown", "There is no such run of tests. It may have been deleted.")
    return run


def listing(session: Session, project_id: str, after: str | None, limit: int) -> list[OwnTestRun]:
    """Runs of a project, newest first; ``after`` is the id of the last one seen."""
    query = select(OwnTestRun).options(defer(OwnTestRun.request))  # type: ignore[arg-type]  # SQLModel types a column as its value
    query = query.where(OwnTestRun.project_id == project_id)
    query = query.where(OwnTestRun.id < after) if after else query
    return list(session.exec(query.order_by(col(OwnTestRun.id).desc()).limit(limit)))


def cancel(session: Session, run: OwnTestRun) -> OwnTestRun:
    """Stop a run: at once while it waits, within a second when it is at work. Conflict when it has ended."""
    error = {"code": "cancelled", "title": "Cancelled", "detail": "This run was cancelled before it began."}
    if not _move(session, run.id, RunStatus.QUEUED, RunStatus.STOPPED, finished_at=utc_now(), error=error):
        cancelling = _move(session, run.id, RunStatus.RUNNING, RunStatus.CANCELLING)
        session.refresh(run)
        if not cancelling and run.status is not RunStatus.CANCELLING:
            ended = f"This run has ended already: {run.status}. There is nothing to cancel."
            raise Conflict("test_run_ended", ended)
    session.refresh(run)
    return run


def remove(session: Session, run: OwnTestRun) -> None:
    """Delete a run with its results; Conflict while it goes on."""
    if not run.status.is_final:
        raise Conflict("test_run_at_work", "This run has not ended. Cancel it first.")
    events.forget(session, run.id)
    session.exec(delete(OwnTestResult).where(col(OwnTestResult.run_id) == run.id))
    session.delete(run)
    session.flush()


def requeue_interrupted(session: Session) -> list[str]:
    """Put runs that a stopped process left behind back in the queue; answers every id to dispatch, oldest first.

    Only for a start, when no other process works on this database. What has a result keeps it.
    """
    error = {"code": "cancelled", "title": "The run was stopped", "detail": "This run was cancelled."}
    for run_id in _ids(session, RunStatus.CANCELLING):
        _move(session, run_id, RunStatus.CANCELLING, RunStatus.STOPPED, error=error, finished_at=utc_now())
    for run_id in _ids(session, RunStatus.RUNNING):
        # First the note, then the forgetting: the numbers go on, so that whoever comes back misses nothing new.
        _move(session, run_id, RunStatus.RUNNING, RunStatus.QUEUED)
        events.forget(session, run_id, "phase", "notes")
    return _ids(session, RunStatus.QUEUED)


def claim(session: Session, run_id: str) -> OwnTestRun | None:
    """Take a run that waits into work; None where it waits no longer."""
    if not _move(session, run_id, RunStatus.QUEUED, RunStatus.RUNNING, started_at=utc_now()):
        return None
    return session.get_one(OwnTestRun, run_id)


def times_begun(session: Session, run_id: str) -> int:
    """How often a run was taken into work."""
    return events.values(session, run_id, "status", ("status",)).get(RunStatus.RUNNING, 0)


def end(session: Session, run_id: str, status: RunStatus, **values: object) -> Event | None:
    """Change the row of a run at work to how it ended. The new status is for the log, to be stored behind the last of
    the run's events; None where it is not at work any more, or gone."""
    at_work = col(OwnTestRun.status).in_((RunStatus.RUNNING, RunStatus.CANCELLING))
    statement = update(OwnTestRun).where(col(OwnTestRun.id) == run_id, at_work)
    ended = session.exec(statement.values(status=status, finished_at=utc_now(), **values)).rowcount == 1
    return _status(status) if ended else None


def _forget_old(session: Session, project_id: str) -> None:
    """Tests are run after every few words: only the newest runs are kept, and what goes on."""
    query = select(OwnTestRun).where(OwnTestRun.project_id == project_id).order_by(col(OwnTestRun.id).desc())
    for old in session.exec(query.options(defer(OwnTestRun.request)).offset(MOST_KEPT)):  # type: ignore[arg-type]  # SQLModel types a column as its value
        if old.status.is_final:
            remove(session, old)


def _chosen(
    session: Session,
    project: Project,
    typed: preview.Typed | None,
    files: Sequence[str] | None,
    names: Sequence[str] | None,
) -> list[str] | None:
    """The files to look at, checked; None for all of them."""
    if names is not None and len(names) > MOST_NAMED:
        raise Invalid("tests_unknown", f"At most {MOST_NAMED:,} tests can be named at once. Name their files instead.")
    wanted = [*(files or ()), *(name.partition("::")[0] for name in names or ())]
    if files is None and names is None:
        return None
    there = {*_paths(session, project, typed)}
    for path in wanted:
        if path not in there:
            raise Invalid("tests_unknown", f"The project has no file of tests {path[:200]}. Look at its name.")
    return list(dict.fromkeys(wanted))


def _paths(session: Session, project: Project, typed: preview.Typed | None) -> list[str]:
    stored = {*revisions.contents(session, revisions.head(session, project))}
    changed = {path for path, text in (typed or {}).items() if text is not None}
    gone = {path for path, text in (typed or {}).items() if text is None}
    return [path for path in (stored | changed) - gone if holds_tests(path, project.name)]


def _ids(session: Session, status: RunStatus) -> list[str]:
    query = select(OwnTestRun.id).where(OwnTestRun.status == status)
    return list(session.exec(query.order_by(col(OwnTestRun.id))))


def _move(session: Session, run_id: str, before: RunStatus, status: RunStatus, **values: Any) -> bool:
    """Change a run's row only if its status still is what we think; the new status goes into the log."""
    statement = update(OwnTestRun).where(col(OwnTestRun.id) == run_id, col(OwnTestRun.status) == before)
    if session.exec(statement.values(status=status, **values)).rowcount != 1:
        return False
    events.append(session, run_id, [_status(status)])
    return True


def _status(status: RunStatus) -> Event:
    return Event("status", {"status": status})
