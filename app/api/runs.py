"""Runs of an operator on messages."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import Session

from app.api import views
from app.api.paging import DEFAULT_LIMIT, After, AfterEvent, Limit
from app.api.schemas.common import Page
from app.api.schemas.runs import RunIn, RunListed, RunOut
from app.artifacts import service as artifacts
from app.db.models import Run
from app.db.session import reading, unit_of_work
from app.errors import Invalid
from app.http.deps import Of, Owner, Unit
from app.http.run_wait import ended
from app.http.streams import job_events, last_seen
from app.http.studio import Studio
from app.projects import service as projects
from app.projects.unsaved import with_drafts
from app.runs import service
from app.runs.report import run_report, run_summary
from app.runs.request import RunRequest

router = APIRouter(prefix="/runs", tags=["runs"])

PREFER_ASYNC = "respond-async"


@router.post("", responses={202: {"model": RunOut}})
async def run_operator(
    body: RunIn, studio: Of, who: Owner, response: Response, prefer: Annotated[str | None, Header()] = None
) -> RunOut:
    """Run an operator; answers when the run has ended, or 202 with `Prefer: respond-async` or where that takes long."""
    async with studio.turns:
        run = await run_sync(_request, studio, body, who)
    response.headers["Location"] = f"/api/v1/runs/{run.id}"
    if PREFER_ASYNC in (prefer or ""):
        response.status_code = 202
        response.headers["Preference-Applied"] = PREFER_ASYNC
    else:
        settings = studio.settings  # a run may wait for its component to be precompiled
        if not await ended(studio, run.id, settings.run_wall_limit_s + settings.build_time_limit_s, is_new=True):
            response.status_code = 202  # behind many others, or the server goes down: it is for later
    return await run_sync(_report, studio, run.id)


@router.get("")
def list_runs(
    session: Unit,
    artifact: Annotated[str | None, Query(description="Only runs of the artifact with this digest.")] = None,
    project: Annotated[str | None, Query(description="Only runs of the project with this name.")] = None,
    purpose: Annotated[Literal["run", "measure"] | None, Query(description="Only plain runs, or measurements.")] = None,
    after: After = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Page[RunListed]:
    """Runs, newest first, without their results."""
    project_id = projects.get(session, project).id if project else None
    rows = service.listing(session, artifact, after, limit + 1, project_id=project_id, purpose=purpose)
    return views.page_of(rows, limit, lambda row: RunListed.model_validate(run_summary(row)), lambda row: row.id)


@router.get("/{run_id}")
def show_run(run_id: str, session: Unit) -> RunOut:
    """A run as far as it has come."""
    return RunOut.model_validate(run_report(session, service.get(session, run_id)))


@router.delete("/{run_id}", status_code=204)
def delete_run(run_id: str, session: Unit) -> None:
    """Remove a stored result."""
    service.delete(session, service.get(session, run_id))


def _must_exist(run_id: str, session: Unit) -> None:
    service.get(session, run_id)


@router.get("/{run_id}/events", response_class=EventSourceResponse)
async def run_events(
    run_id: str,
    studio: Of,
    _known: Annotated[None, Depends(_must_exist)],
    last_event_id: Annotated[str | None, Header()] = None,
    after: AfterEvent = 0,
) -> AsyncIterator[ServerSentEvent]:
    """Results message by message as server-sent events, resumed behind `Last-Event-ID`."""
    async for event in job_events(studio, run_id, last_seen(last_event_id, after), is_final):
        yield event


@router.post("/{run_id}/cancel")
def cancel_run(run_id: str, session: Unit, studio: Of) -> RunOut:
    """Stop a run; what came out before is kept."""
    run = service.cancel(session, service.get(session, run_id))
    session.commit()
    studio.signals.notify(run_id)
    return RunOut.model_validate(run_report(session, run))


def is_final(session: Session, run_id: str) -> bool:
    """Whether a run has ended; NotFound when there is none."""
    return service.status(session, run_id).is_final


def _request(studio: Studio, body: RunIn, who: str) -> Run:
    request = RunRequest(**body.model_dump(exclude={"project", "files", "adapter", "artifact"}))
    with unit_of_work(studio.engine) as session:
        if body.project is not None and body.artifact is None:
            project = projects.get(session, body.project)
            typed, adapter = with_drafts(session, project, body.files), body.adapter
            run = service.of_sources(
                session, project, typed, request, studio.settings, who, adapter=adapter, looks=studio.looks
            )
        elif body.artifact is not None and body.project is None and body.files is None:
            artifact = artifacts.get(session, body.artifact)
            run = service.of_artifact(session, artifact, request, studio.settings, who)
        else:
            raise Invalid("run_target", "Name what to run: either a project, with files or without, or an artifact.")
    studio.queue.dispatch(service.JOB, run.id)
    return run


def _report(studio: Studio, run_id: str) -> RunOut:
    with reading(studio.engine) as session:
        return RunOut.model_validate(run_report(session, service.get(session, run_id)))
