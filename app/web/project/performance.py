"""Measuring from the project's page: the test panel's input, again and again, in either lane."""

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.db.session import reading
from app.errors import StudioError
from app.http.deps import Of, Owner, Unit
from app.http.problems import status_of
from app.http.run_wait import ended
from app.http.studio import Studio
from app.projects import service as projects
from app.runs import service
from app.web import performance, performance_list
from app.web.paging import After
from app.web.performance_form import lane_from, measure_from
from app.web.project import forms
from app.web.project.forms import Form
from app.web.project.page import whole
from app.web.project.run import start
from app.web.project.run_fields import from_form
from app.web.project.view import project_page
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}/performance")


@router.get("")
def show_measurements(request: Request, name: str, session: Unit, after: After = None) -> Response:
    """The project's measurements, or the newest of them for the tab."""
    subject = performance_list.of_project(projects.get(session, name))
    return performance_list.show(request, session, subject, after)


@router.post("")
async def measure(request: Request, name: str, form: Form, studio: Of, who: Owner) -> Response:
    """Start measuring; the figures if they are there soon, or else how far it is."""
    try:
        async with studio.turns:
            run_id = await run_sync(_start, studio, name, form, who)
    except StudioError as error:
        return await run_sync(_not_started, request, studio, name, form, error)
    await ended(studio, run_id, is_new=True)
    if not is_fragment(request):
        return RedirectResponse(f"/runs/{run_id}/performance", 303)
    return await run_sync(_state, request, studio, run_id)


def _start(studio: Studio, name: str, form: FormData, who: str) -> str:
    lane = lane_from(form)
    return start(studio, name, form, who, lane=lane, measure=measure_from(form, lane))


def _not_started(request: Request, studio: Studio, name: str, form: FormData, error: StudioError) -> Response:
    """Why nothing was measured: beside the form, or as the page with everything that was typed."""
    if is_fragment(request):
        return page(request, "performance/refused.html", status_of(error), error=error)
    with reading(studio.engine) as session:
        shown = project_page(session, studio, projects.get(session, name), forms.text(form, "open") or None)
        return whole(request, shown.with_fields(from_form(form), error))


def _state(request: Request, studio: Studio, run_id: str) -> Response:
    with reading(studio.engine) as session:
        return performance.state(request, session, service.get(session, run_id))
