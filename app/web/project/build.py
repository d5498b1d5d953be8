"""Watching a build from the page, and stopping it."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.builds import service
from app.db.models import Build, Project
from app.errors import Conflict
from app.http.deps import Of, Unit
from app.http.streams import last_seen
from app.http.studio import Studio
from app.projects import revisions
from app.projects import service as projects
from app.web.project import build_log, build_view, run_view
from app.web.project.view import SHOWN_REVISIONS
from app.web.templating import is_fragment, page

router = APIRouter()

MOST_NUMBER = 2**31 - 1  # no event has a greater number, and no database a greater integer everywhere


@router.get("/projects/{name}/builds/{build_id}")
def show_build(request: Request, name: str, build_id: str, session: Unit, studio: Of) -> Response:
    """What changes in the panel while a build goes on; for a whole page, the project's."""
    project = projects.get(session, name)
    build = build_view.of_project(session, project, build_id)
    if not is_fragment(request):
        return RedirectResponse(f"/projects/{name}#build", 303)
    response = panel_of(request, session, studio, project, build, "project/build_progress.html")
    if build.diagnostics:
        response.headers["HX-Trigger"] = '{"studio:show-tab": {"name": "problems"}}'
    return response


@router.post("/projects/{name}/builds/{build_id}/cancel")
def cancel_build(request: Request, name: str, build_id: str, session: Unit, studio: Of) -> Response:
    """Stop a build; one that has just ended is shown as it ended."""
    project = projects.get(session, name)
    build = build_view.of_project(session, project, build_id)
    try:
        service.cancel(session, build)
    except Conflict:
        session.rollback()
    session.commit()
    studio.signals.notify(build_id)
    return show_build(request, name, build_id, session, studio)


def _must_exist(build_id: str, session: Unit) -> None:
    service.get(session, build_id)


@router.get("/builds/{build_id}/log", response_class=EventSourceResponse)
async def follow_log(
    build_id: str,
    studio: Of,
    _known: Annotated[None, Depends(_must_exist)],
    last_event_id: Annotated[str | None, Header()] = None,
    after: Annotated[int, Query(ge=0, le=MOST_NUMBER)] = 0,
) -> AsyncIterator[ServerSentEvent]:
    """The log as HTML lines while they come, behind the last one that the reader has."""
    async for event in build_log.stream(studio, build_id, last_seen(last_event_id, after)):
        yield event


def panel_of(
    request: Request, session: Session, studio: Studio, project: Project, build: Build, template: str
) -> Response:
    """The build panel, or the part of it that ``template`` is."""
    target = run_view.target(session, project)
    shown = build_view.panel(session, studio, build)
    return page(
        request,
        template,
        project=project,
        panel=shown,
        target=target,
        download=run_view.component_of(session, target),
        revisions=revisions.history(session, project, None, SHOWN_REVISIONS),
        shown_revision=run_view.last_revision(session, project),
    )
