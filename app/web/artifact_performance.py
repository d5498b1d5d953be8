"""Measuring a stored component, from its own page."""

from dataclasses import replace

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.artifacts import service as artifacts
from app.db.session import reading, unit_of_work
from app.errors import StudioError
from app.http.deps import Of, Owner, Unit
from app.http.problems import status_of
from app.http.run_wait import ended
from app.http.studio import Studio
from app.operators.kinds import Kind
from app.runs import service
from app.web import artifact_view, performance, performance_list
from app.web.paging import After
from app.web.performance_form import ARTIFACT, measure_from
from app.web.project.forms import Form
from app.web.project.run_fields import from_form
from app.web.project.run_request import to_request
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/artifacts/{digest}/performance")


@router.get("")
def show_measurements(request: Request, digest: str, session: Unit, after: After = None) -> Response:
    """The component's measurements, or the newest of them for its page."""
    subject = performance_list.of_artifact(artifacts.get(session, digest))
    return performance_list.show(request, session, subject, after)


@router.post("")
async def measure(request: Request, digest: str, form: Form, studio: Of, who: Owner) -> Response:
    """Start measuring; the figures if they are there soon, or else how far it is."""
    try:
        async with studio.turns:
            run_id = await run_sync(_start, studio, digest, form, who)
    except StudioError as error:
        return await run_sync(_not_started, request, studio, digest, form, error)
    await ended(studio, run_id, is_new=True)
    if not is_fragment(request):
        return RedirectResponse(f"/runs/{run_id}/performance", 303)
    return await run_sync(_state, request, studio, run_id)


def _start(studio: Studio, digest: str, form: FormData, who: str) -> str:
    measure = measure_from(form, ARTIFACT)
    with unit_of_work(studio.engine) as session:
        artifact = artifacts.get(session, digest)
        request = replace(to_request(Kind(artifact.kinds[0]), from_form(form)), measure=measure.as_json())
        run = service.of_artifact(session, artifact, request, studio.settings, who)
    studio.queue.dispatch(service.JOB, run.id)
    return run.id


def _not_started(request: Request, studio: Studio, digest: str, form: FormData, error: StudioError) -> Response:
    """Why nothing was measured: beside the form, or as the page with what was typed; a lost artifact is raised anew."""
    if is_fragment(request):
        return page(request, "performance/refused.html", status_of(error), error=error)
    with reading(studio.engine) as session:
        view = artifact_view.artifact_view(session, artifacts.get(session, digest))
        return page(request, "artifact.html", status_of(error), **artifact_view.context(view, from_form(form), error))


def _state(request: Request, studio: Studio, run_id: str) -> Response:
    with reading(studio.engine) as session:
        return performance.state(request, session, service.get(session, run_id))
