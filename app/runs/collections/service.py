"""Asking for runs of collections, and looking at them. The work itself is in ``executor``."""

from collections.abc import Sequence

from sqlalchemy.orm import defer
from sqlmodel import Session, col, delete, select, update

from app.db import events
from app.db.events import Event
from app.db.models import Artifact, CaseResult, Collection, CollectionRun, Project, Run, RunStatus
from app.errors import Conflict, Invalid, NotFound
from app.kit.clock import utc_now
from app.payloads import cases
from app.runs import preview
from app.runs.collections import selection
from app.runs.collections.counting import EMPTY, NOT_GOOD
from app.runs.looks import Looks
from app.runs.request import Json, RunRequest
from app.runs.service import LANE as ARTIFACT
from app.settings import Settings

JOB = "collection"


def of_sources(
    session: Session,
    collection: Collection,
    project: Project,
    typed: preview.Typed | None,
    settings: Settings,
    requested_by: str,
    *,
    adapter: bool = True,
    keys: Sequence[str] | None = None,
    looks: Looks | None = None,
) -> CollectionRun:
    """Ask for the cases, or those with ``keys``, to be run over a project's newest revision with ``typed`` laid over
    it; errors as of ``preview.new_run``, of ``request_of`` and for keys that no case has."""
    request = request_of(collection.settings)
    over = preview.new_run(session, project, typed, request, settings, requested_by, adapter=adapter, looks=looks)
    return _queue(session, collection, over, keys)


def of_artifact(
    session: Session,
    collection: Collection,
    artifact: Artifact,
    settings: Settings,
    requested_by: str,
    *,
    keys: Sequence[str] | None = None,
) -> CollectionRun:
    """As ``of_sources``, over a built component."""
    request = request_of(collection.settings)
    kind = artifact.kinds[0]
    request.for_child(kind, settings)
    over = Run(
        lane=ARTIFACT,
        artifact_digest=artifact.digest,
        kind=kind,
        api_version=artifact.api_version,
        request=request.as_json(),
        requested_by=requested_by,
    )
    return _queue(session, collection, over, keys)


def request_of(shared: Json, messages: Sequence[Json] = ()) -> RunRequest:
    """A collection's settings as a run's request; its ``for_child`` raises where they cannot be."""
    given = {name: value for name, value in shared.items() if name != "carry_state"}
    return RunRequest(messages=list(messages), **given)


def failed_keys(session: Session, collection: Collection, run: CollectionRun) -> list[str]:
    """The cases that failed or broke in a run and that its collection still has, in their order; Conflict when the run
    goes on, or when there are none."""
    if run.collection_id != collection.id:
        raise Invalid("cases_unknown", "That run is one of another collection, so its cases are not in this one.")
    if not run.status.is_final:
        raise Conflict("collection_run_at_work", "That run has not ended. Wait for it, or cancel it first.")
    query = select(CaseResult.key).where(CaseResult.run_id == run.id, col(CaseResult.verdict).in_(NOT_GOOD))
    failed = list(session.exec(query.order_by(col(CaseResult.position))))
    there = cases.present(session, collection.id, failed)
    if not there:
        raise Conflict("nothing_failed", "No case that is still in the collection failed in that run.")
    return [key for key in failed if key in there]


def get(session: Session, run_id: str) -> CollectionRun:
    """A run by its id; NotFound when there is none."""
    run = session.get(CollectionRun, run_id) if run_id.isascii() else None  # the database takes no half characters
    if run is None:
        raise NotFound(
            "collection_run_unknown",
            "There is no such run of a collection. It may have been deleted, also with its collection.",
        )
    return run


def status(session: Session, run_id: str) -> RunStatus:
    """Where a run stands; NotFound when there is none."""
    found = session.exec(select(CollectionRun.status).where(CollectionRun.id == run_id)).first()
    return RunStatus(found or get(session, run_id).status)


def listing(
    session: Session,
    after: str | None,
    limit: int,
    *,
    collection_id: str | None = None,
    digest: str | None = None,
    project_id: str | None = None,
    lane: str | None = None,
) -> list[CollectionRun]:
    """Runs, newest first, of one collection, artifact, project or lane, or all; ``after`` is the id of the last one
    seen."""
    query = select(CollectionRun).options(defer(CollectionRun.request))  # type: ignore[arg-type]  # SQLModel types a column as its value
    query = query.where(CollectionRun.collection_id == collection_id) if collection_id else query
    query = query.where(CollectionRun.artifact_digest == digest) if digest else query
    query = query.where(CollectionRun.project_id == project_id) if project_id else query
    query = query.where(CollectionRun.lane == lane) if lane else query
    query = query.where(CollectionRun.id < after) if after else query
    return list(session.exec(query.order_by(col(CollectionRun.id).desc()).limit(limit)))


def cancel(session: Session, run: CollectionRun) -> CollectionRun:
    """Stop a run: at once while it waits, within a second when it is at work. Conflict when it has ended."""
    error = {"code": "cancelled", "title": "Cancelled", "detail": "This run was cancelled before it began."}
    if not _move(session, run.id, RunStatus.QUEUED, RunStatus.STOPPED, finished_at=utc_now(), error=error):
        cancelling = _move(session, run.id, RunStatus.RUNNING, RunStatus.CANCELLING)
        session.refresh(run)
        if not cancelling and run.status is not RunStatus.CANCELLING:
            ended = f"This run has ended already: {run.status}. There is nothing to cancel."
            raise Conflict("collection_run_ended", ended)
    session.refresh(run)
    return run


def remove(session: Session, run: CollectionRun) -> None:
    """Delete a run with its results; Conflict while it goes on."""
    if not run.status.is_final:
        raise Conflict("collection_run_at_work", "This run has not ended. Cancel it first.")
    events.forget(session, run.id)
    session.exec(delete(CaseResult).where(col(CaseResult.run_id) == run.id))
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


def claim(session: Session, run_id: str) -> CollectionRun | None:
    """Take a run that waits into work; None where it waits no longer."""
    values = {"started_at": utc_now()}
    if not _move(session, run_id, RunStatus.QUEUED, RunStatus.RUNNING, **values):
        return None
    return session.get_one(CollectionRun, run_id)


def times_begun(session: Session, run_id: str) -> int:
    """How often a run was taken into work."""
    return events.values(session, run_id, "status", ("status",)).get(RunStatus.RUNNING, 0)


def end(session: Session, run_id: str, status: RunStatus, **values: object) -> Event | None:
    """Change the row of a run at work to how it ended. The new status is for the log, to be stored behind the last of
    the run's events; None where it is not at work any more, or gone."""
    at_work = col(CollectionRun.status).in_((RunStatus.RUNNING, RunStatus.CANCELLING))
    statement = update(CollectionRun).where(col(CollectionRun.id) == run_id, at_work)
    ended = session.exec(statement.values(status=status, finished_at=utc_now(), **values)).rowcount == 1
    return _status(status) if ended else None


def _queue(session: Session, collection: Collection, over: Run, keys: Sequence[str] | None) -> CollectionRun:
    """``over`` is a run's row that is not stored: what the cases are run over."""
    chosen = selection.checked(session, collection, keys)
    run = CollectionRun(
        collection_id=collection.id,
        version=collection.version,
        lane=over.lane,
        artifact_digest=over.artifact_digest,
        project_id=over.project_id,
        project_name=over.project_name,
        revision=over.revision,
        sources_digest=over.sources_digest,
        kind=over.kind,
        api_version=over.api_version,
        request={"sources": over.request["sources"], "keys": chosen},
        counts=dict(EMPTY),
        total=collection.cases if chosen is None else len(chosen),
        requested_by=over.requested_by,
    )
    session.add(run)
    session.flush()
    events.append(session, run.id, [_status(RunStatus.QUEUED)])
    return run


def _ids(session: Session, status: RunStatus) -> list[str]:
    query = select(CollectionRun.id).where(CollectionRun.status == status)
    return list(session.exec(query.order_by(col(CollectionRun.id))))


def _move(session: Session, run_id: str, before: RunStatus, status: RunStatus, **values: object) -> bool:
    """Change a run's row only if its status still is what we think; the new status goes into the log."""
    statement = update(CollectionRun).where(col(CollectionRun.id) == run_id, col(CollectionRun.status) == before)
    if session.exec(statement.values(status=status, **values)).rowcount != 1:
        return False
    events.append(session, run_id, [_status(status)])
    return True


def _status(status: RunStatus) -> Event:
    return Event("status", {"status": status})
