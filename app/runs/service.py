"""Asking for runs, and looking at them. The work itself is in ``executor``."""

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select, update

from app.db import events
from app.db.events import Event
from app.db.models import Artifact, Build, Project, Run, RunStatus
from app.errors import Conflict, NotFound
from app.kit.clock import utc_now
from app.runs import preview
from app.runs.looks import Looks
from app.runs.measure import RUN
from app.runs.request import RunRequest
from app.settings import Settings

JOB = "run"
LANE = "artifact"
_PLAIN = {"synchronize_session": False}  # nobody has read the row before in the same session


def of_sources(
    session: Session,
    project: Project,
    typed: preview.Typed | None,
    request: RunRequest,
    settings: Settings,
    requested_by: str,
    *,
    adapter: bool = True,
    looks: Looks | None = None,
) -> Run:
    """Ask for a preview of a project's newest revision with ``typed`` laid over it (text by path, None for a file that
    is left out); ``looks`` and errors as of ``preview.new_run``."""
    return _queue(
        session,
        preview.new_run(session, project, typed, request, settings, requested_by, adapter=adapter, looks=looks),
    )


def of_artifact(
    session: Session, artifact: Artifact, request: RunRequest, settings: Settings, requested_by: str
) -> Run:
    """Ask for a run of an artifact; Invalid when the request does not fit its kind."""
    return _queue(session, _new_run(artifact, request, settings, requested_by))


def of_project(session: Session, project: Project, request: RunRequest, settings: Settings, requested_by: str) -> Run:
    """Ask for a run of the newest revision's artifact; Conflict when that revision has not been built."""
    build = _build_of_head(session, project)
    artifact = session.get(Artifact, build.artifact_digest) if build else None
    if build is None or artifact is None:
        raise Conflict(
            "not_built",
            f"Revision {project.head} of {project.name} has not been built yet. Build it, then run it.",
        )
    run = _new_run(artifact, request, settings, requested_by)
    run.project_id, run.project_name, run.revision = project.id, project.name, build.revision
    return _queue(session, run)


def get(session: Session, run_id: str) -> Run:
    """A run by its id; NotFound when there is none."""
    run = session.get(Run, run_id)
    if run is None:
        raise NotFound("run_unknown", "There is no such run. It may have been deleted.")
    return run


def status(session: Session, run_id: str) -> RunStatus:
    """Where a run stands, without what it was given, which may be long; NotFound when there is none."""
    found = session.exec(select(Run.status).where(Run.id == run_id)).first()
    return RunStatus(found or get(session, run_id).status)


def latest(session: Session, project: Project) -> Run | None:
    """The newest run of a project that was no measurement."""
    query = select(Run).where(Run.project_id == project.id, Run.purpose == RUN)
    return session.exec(query.order_by(col(Run.id).desc()).limit(1)).first()


def listing(
    session: Session,
    digest: str | None,
    after: str | None,
    limit: int,
    *,
    project_id: str | None = None,
    purpose: str | None = None,
) -> list[Run]:
    """Runs, newest first, of one artifact, project or purpose, or all; ``after`` is the id of the last one seen.

    What they were given, up to a whole request's body each, is read only when asked for.
    """
    query = select(Run).options(defer(Run.request)).order_by(col(Run.id).desc()).limit(limit)  # type: ignore[arg-type]  # SQLModel types a column as its value
    query = query.where(Run.artifact_digest == digest) if digest else query
    query = query.where(Run.project_id == project_id) if project_id else query
    query = query.where(Run.purpose == purpose) if purpose else query
    return list(session.exec(query.where(Run.id < after) if after else query))


def cancel(session: Session, run: Run) -> Run:
    """Stop a run: at once while it waits, soon when it is at work. Conflict when it has ended."""
    error = {"code": "cancelled", "title": "Cancelled", "detail": "This run was cancelled before it began."}
    if not move(session, run.id, RunStatus.QUEUED, RunStatus.STOPPED, finished_at=utc_now(), error=error):
        cancelling = move(session, run.id, RunStatus.RUNNING, RunStatus.CANCELLING)
        session.refresh(run)
        if not cancelling and run.status is not RunStatus.CANCELLING:
            raise Conflict("run_ended", f"This run has ended already: {run.status}. There is nothing to cancel.")
    session.refresh(run)
    return run


def delete(session: Session, run: Run) -> None:
    """Remove a stored result; Conflict while the run goes on."""
    if not run.status.is_final:
        raise Conflict("run_at_work", "This run has not ended. Cancel it first.")
    events.forget(session, run.id)
    session.delete(run)
    session.flush()


def requeue_interrupted(session: Session) -> list[str]:
    """Put runs that a stopped process left behind back in the queue; answers every id to dispatch, oldest first.

    Only for a start, when no other process works on this database. A run changes nothing outside itself, so it is
    simply done again; one that was being cancelled has ended.
    """
    _end_cancelling(session)
    for run in session.exec(select(Run).where(Run.status == RunStatus.RUNNING)):
        # First the note, then the forgetting: the numbers go on, so that whoever comes back misses nothing new.
        move(session, run.id, RunStatus.RUNNING, RunStatus.QUEUED)
        events.forget(session, run.id, "phase", "notes", "init", "result", "measured", "finished")
    session.flush()
    return list(session.exec(select(Run.id).where(Run.status == RunStatus.QUEUED).order_by(col(Run.id))))


def _end_cancelling(session: Session) -> None:
    error = {"code": "cancelled", "title": "The run was stopped", "detail": "This run was cancelled."}
    for run in session.exec(select(Run).where(Run.status == RunStatus.CANCELLING)):
        move(session, run.id, RunStatus.CANCELLING, RunStatus.STOPPED, error=error, finished_at=utc_now())


def claim(session: Session, run_id: str) -> Run | None:
    """Take a run that waits into work; None where it waits no longer."""
    values = {"status": RunStatus.RUNNING, "attempt": Run.attempt + 1, "started_at": utc_now()}
    waiting = update(Run).where(col(Run.id) == run_id, col(Run.status) == RunStatus.QUEUED).values(**values)
    claimed = session.execute(waiting.returning(Run).execution_options(**_PLAIN)).scalar_one_or_none()
    if claimed is not None:
        events.append(session, run_id, [_status(RunStatus.RUNNING)])
    return claimed


def end(session: Session, run_id: str, status: RunStatus, **values: object) -> Event | None:
    """Change the row of a run at work to how it ended. The new status is for the log, to be stored behind the last of
    the run's events; None where it is not at work any more."""
    at_work = col(Run.status).in_((RunStatus.RUNNING, RunStatus.CANCELLING))
    statement = update(Run).where(col(Run.id) == run_id, at_work).values(status=status, **values)
    statement = statement.execution_options(**_PLAIN)
    return _status(status) if session.exec(statement).rowcount == 1 else None


def move(session: Session, run_id: str, before: RunStatus, status: RunStatus, **values: object) -> bool:
    """Change a run's row only if its status still is what we think; the new status goes into the log."""
    statement = update(Run).where(col(Run.id) == run_id, col(Run.status) == before).values(status=status, **values)
    if session.exec(statement).rowcount != 1:
        return False
    events.append(session, run_id, [_status(status)])
    return True


def _status(status: RunStatus) -> Event:
    return Event("status", {"status": status})


def _new_run(artifact: Artifact, request: RunRequest, settings: Settings, requested_by: str) -> Run:
    kind = artifact.kinds[0]
    request.for_child(kind, settings)
    if request.measuring:
        request.measuring.check_component()
    return Run(
        lane=LANE,
        artifact_digest=artifact.digest,
        kind=kind,
        api_version=artifact.api_version,
        purpose=request.purpose,
        request=request.as_json(),
        requested_by=requested_by,
    )


def _queue(session: Session, run: Run) -> Run:
    session.add(run)
    session.flush()
    events.append(session, run.id, [_status(RunStatus.QUEUED)])
    return run


def _build_of_head(session: Session, project: Project) -> Build | None:
    query = select(Build).join(Artifact, col(Artifact.digest) == Build.artifact_digest)
    built = query.where(Build.project_id == project.id, Build.revision == project.head)
    return session.exec(built.order_by(col(Build.id).desc()).limit(1)).first()
