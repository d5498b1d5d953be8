"""Running an artifact by itself, on a payload pasted into its page."""

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.artifacts import service as artifacts
from app.db.session import reading, unit_of_work
from app.errors import StudioError
from app.http.deps import Of, Owner
from app.http.problems import status_of
from app.http.run_wait import ended
from app.http.studio import Studio
from app.operators.kinds import Kind
from app.runs import service
from app.web import artifact_view, runs
from app.web.project.forms import Form
from app.web.project.run_fields import from_form
from app.web.project.run_request import to_request
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/artifacts")

STORED = "studio:stored"


@router.post("/{digest}/runs")
async def run_artifact(request: Request, digest: str, form: Form, studio: Of, who: Owner) -> Response:
    """Run it; the result beside the form, or else as its own page."""
    try:
        async with studio.turns:
            run_id = await run_sync(_start, studio, digest, form, who)
    except StudioError as error:
        if is_fragment(request):
            raise
        return await run_sync(_form_again, request, studio, digest, form, error)
    await ended(studio, run_id, is_new=True)
    if not is_fragment(request):
        return RedirectResponse(f"/runs/{run_id}", 303)
    response = await run_sync(_result, request, studio, run_id)
    response.headers["HX-Trigger"] = STORED  # the list of stored results asks for itself again
    return response


def _start(studio: Studio, digest: str, form: FormData, who: str) -> str:
    with unit_of_work(studio.engine) as session:
        artifact = artifacts.get(session, digest)
        request = to_request(Kind(artifact.kinds[0]), from_form(form))
        run = service.of_artifact(session, artifact, request, studio.settings, who)
    studio.queue.dispatch(service.JOB, run.id)
    return run.id


def _form_again(request: Request, studio: Studio, digest: str, form: FormData, error: StudioError) -> Response:
    """The artifact's page with what was typed, and why that could not be run; a lost artifact is raised anew."""
    with reading(studio.engine) as session:
        view = artifact_view.artifact_view(session, artifacts.get(session, digest))
        context = artifact_view.context(view, from_form(form), error)
        return page(request, "artifact.html", status_of(error), **context)


def _result(request: Request, studio: Studio, run_id: str) -> Response:
    with reading(studio.engine) as session:
        return runs.state(request, session, run_id)
