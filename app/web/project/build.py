"""Building from the page: asking for it, watching it, stopping it."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.builds import service
from app.db.models import Build, Project
from app.errors import Conflict, Invalid
from app.http.deps import Of, Owner, Unit
from app.http.streams import last_seen
from app.http.studio import Studio
from app.projects import revisions
from app.projects import service as projects
from app.web.project import build_log, build_view, forms, run_view
from app.web.project.forms import Form
from app.web.project.save import clash, saved_marks
from app.web.project.saving import Clash, save_form
from app.web.project.view import SHOWN_REVISIONS
from app.web.templating import is_fragment, page

router = APIRouter()

MODES = ("release", "debug")
MOST_NUMBER = 2**31 - 1  # no event has a greater number, and no database a greater integer everywhere


@router.post("/projects/{name}/builds")
def request_build(request: Request, name: str, form: Form, session: Unit, studio: Of, who: Owner) -> Response:
    """Save the open file where the form carries it, then build the newest revision."""
    project = projects.get(session, name)
    saved = save_form(session, project, form) if "content" in form else None
    if isinstance(saved, Clash):
        return clash(request, project, saved)
    requested = service.request(session, project, _mode(form), who)
    session.commit()  # the row must be there before a worker looks for it
    if requested.is_new:
        studio.queue.dispatch(service.JOB, requested.build.id)
    if not is_fragment(request):
        return RedirectResponse(_back(name, form), 303)
    response = _panel(request, session, studio, project, requested.build, "project/build_started.html")
    return response if saved is None else saved_marks(response, project, forms.text(form, "path"))


@router.get("/projects/{name}/builds/{build_id}")
def show_build(request: Request, name: str, build_id: str, session: Unit, studio: Of) -> Response:
    """What changes in the panel while a build goes on; for a whole page, the project's."""
    project = projects.get(session, name)
    build = build_view.of_project(session, project, build_id)
    if not is_fragment(request):
        return RedirectResponse(f"/projects/{name}#build", 303)
    response = _panel(request, session, studio, project, build, "project/build_progress.html")
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


def _mode(form: FormData) -> str:
    mode = forms.text(form, "mode", MODES[0])
    if mode not in MODES:
        raise Invalid("mode_unknown", "A build's mode is release or debug.")
    return mode


def _back(name: str, form: FormData) -> str:
    path = forms.text(form, "path")
    return f"/projects/{name}{'?file=' + forms.quoted(path) if path else ''}#build"


def _panel(
    request: Request, session: Session, studio: Studio, project: Project, build: Build, template: str
) -> Response:
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
