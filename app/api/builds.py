"""Builds."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import Session

from app.api import views
from app.api.paging import DEFAULT_LIMIT, After, AfterEvent, Limit
from app.api.schemas.builds import BuildOut, BuildRequest
from app.api.schemas.common import Page
from app.builds import service
from app.builds.gate import refuse_errors
from app.db.session import reading, unit_of_work
from app.http.deps import CheckTurn, Of, Owner, Unit
from app.http.streams import job_events, last_seen
from app.http.studio import Studio
from app.projects import service as projects
from app.projects.subject import subject

router = APIRouter(tags=["builds"])


@router.post("/projects/{name}/builds", status_code=202, responses={200: {"model": BuildOut}})
def request_build(
    name: str, studio: Of, who: Owner, response: Response, _turn: CheckTurn, body: BuildRequest | None = None
) -> BuildOut:
    """Build the newest revision; 200 with `cached` when the same inputs were built before, 422 with `diagnostics` when
    the checks find errors and `force` is not set."""
    asked = body or BuildRequest()
    if not asked.force:
        _refuse_errors(studio, name, adapter=asked.adapter)
    with unit_of_work(studio.engine) as session:
        project = projects.get(session, name)
        requested = service.request(session, project, asked.mode, who, adapter=asked.adapter)
        answer = views.build_out(session, requested.build)
    if requested.job:  # by now the row is there for a worker to find
        studio.queue.dispatch(requested.job, answer.id)
    response.status_code = 200 if answer.cached else 202
    response.headers["Location"] = f"/api/v1/builds/{answer.id}"
    return answer


def _refuse_errors(studio: Studio, name: str, *, adapter: bool) -> None:
    with reading(studio.engine) as session:
        wanted = subject(session, projects.get(session, name), adapter=adapter)
    refuse_errors(studio.checker.check(wanted))


@router.get("/projects/{name}/builds")
def list_builds(name: str, session: Unit, after: After = None, limit: Limit = DEFAULT_LIMIT) -> Page[BuildOut]:
    """The builds of a project, newest first."""
    rows = service.of_project(session, projects.get(session, name), limit + 1, after)
    return views.page_of(rows, limit, lambda row: views.build_out(session, row), lambda row: row.id)


@router.get("/builds/{build_id}")
def show_build(build_id: str, session: Unit) -> BuildOut:
    """A build as it is now."""
    return views.build_out(session, service.get(session, build_id))


def _must_exist(build_id: str, session: Unit) -> None:
    service.get(session, build_id)


@router.get("/builds/{build_id}/events", response_class=EventSourceResponse)
async def build_events(
    build_id: str,
    studio: Of,
    _known: Annotated[None, Depends(_must_exist)],
    last_event_id: Annotated[str | None, Header()] = None,
    after: AfterEvent = 0,
) -> AsyncIterator[ServerSentEvent]:
    """The log, the phases and the status as server-sent events, resumed behind `Last-Event-ID`."""
    async for event in job_events(studio, build_id, last_seen(last_event_id, after), is_final):
        yield event


@router.post("/builds/{build_id}/cancel")
def cancel_build(build_id: str, session: Unit, studio: Of) -> BuildOut:
    """Stop a build."""
    build = service.cancel(session, service.get(session, build_id))
    session.commit()
    studio.signals.notify(build_id)
    return views.build_out(session, build)


def is_final(session: Session, build_id: str) -> bool:
    """Whether a build has ended; NotFound when there is none."""
    return service.get(session, build_id).status.is_final
