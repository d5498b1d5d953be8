"""Running from the page: the form's input through the project, and its result."""

from dataclasses import replace
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.artifacts import service as artifacts
from app.db.models import Project, Run
from app.db.session import reading, unit_of_work
from app.errors import Conflict, Invalid, NotFound, StudioError
from app.http.deps import Of, Owner, Unit
from app.http.problems import status_of
from app.http.run_wait import ended
from app.http.studio import Studio
from app.operators.kinds import Kind
from app.projects import service as projects
from app.runs import service
from app.runs.measure import Measure
from app.runs.report import run_beginning
from app.runs.request import RunRequest
from app.web.project import build_view, checking, forms, run_view
from app.web.project.forms import Form
from app.web.project.page import whole
from app.web.project.run_fields import ARTIFACT, Fields, from_form
from app.web.project.run_request import to_request
from app.web.project.view import project_page
from app.web.result_view import PAGE
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}")


@router.post("/runs")
async def start_run(request: Request, name: str, form: Form, studio: Of, who: Owner) -> Response:
    """Run the project as it is typed in the preview lane, or else its component, or that of the build that the form
    names."""
    try:
        async with studio.turns:
            run_id = await run_sync(start, studio, name, form, who)
    except StudioError as error:
        return await run_sync(_not_started, request, studio, name, form, error)
    await ended(studio, run_id, is_new=True)
    if not is_fragment(request):
        return RedirectResponse(f"/projects/{name}{_file(form)}#result", 303)
    return await run_sync(_result, request, studio, name, run_id)


@router.get("/runs/{run_id}")
async def show_run(request: Request, name: str, run_id: str, studio: Of) -> Response:
    """A run's result, or how far it is; waits a little, so that whoever asks again and again asks seldom."""
    if not is_fragment(request):
        return RedirectResponse(f"/projects/{name}?run={run_id}#result", 303)
    await ended(studio, run_id)
    return await run_sync(_result, request, studio, name, run_id)


@router.post("/runs/{run_id}/cancel")
def cancel_run(request: Request, name: str, run_id: str, session: Unit, studio: Of) -> Response:
    """Stop a run; what came out before is kept."""
    project = projects.get(session, name)
    run = run_view.of_project(session, project, run_id)
    try:
        service.cancel(session, run)
    except Conflict:
        session.rollback()  # it has ended by itself: the result says how
    session.commit()
    studio.signals.notify(run_id)
    if not is_fragment(request):
        return RedirectResponse(f"/projects/{name}?run={run_id}#result", 303)
    return _fragment(request, session, project, run)


@router.get("/payload")
def fill_form(
    request: Request, name: str, session: Unit, studio: Of, payload: Annotated[str, Query(max_length=1000)]
) -> Response:
    """The form filled with a sample payload."""
    project = projects.get(session, name)
    panel = run_view.panel(session, studio, project, payload)
    return page(request, "project/run_form.html", project=project, kind=Kind(project.kind), test=panel)


def start(
    studio: Studio, name: str, form: FormData, who: str, lane: str | None = None, measure: Measure | None = None
) -> str:
    """Ask for a run of what the form holds, or for a measurement; answers its id. ``lane`` outdoes the form's own."""
    with unit_of_work(studio.engine) as session:
        project = projects.get(session, name)
        fields = from_form(form)
        request = to_request(Kind(project.kind), fields, _kept(session, project, fields))
        request = replace(request, measure=measure.as_json()) if measure else request
        build_id = forms.text(form, "build")
        if build_id:
            run = _of_build(session, studio, project, build_id, request, who)
        elif (lane or fields.lane) == ARTIFACT:
            run = service.of_project(session, project, request, studio.settings, who)
        else:
            asked = checking.asked_by(form)
            typed, adapter = checking.typed_of(session, project, asked), asked.adapter
            run = service.of_sources(
                session, project, typed, request, studio.settings, who, adapter=adapter, looks=studio.looks
            )
    studio.queue.dispatch(service.JOB, run.id)
    return run.id


def _kept(session: Session, project: Project, fields: Fields) -> list[dict[str, Any]] | None:
    """The messages of an earlier run that the form only names."""
    if fields.shape != "kept":
        return None
    try:
        return list(run_view.of_project(session, project, fields.kept).request["messages"])
    except NotFound:
        return None


def _of_build(session: Session, studio: Studio, project: Project, build_id: str, request: RunRequest, who: str) -> Run:
    """A run of an older revision's component, kept as the project's."""
    build = build_view.of_project(session, project, build_id)
    if build.artifact_digest is None:
        raise Invalid("build_without_artifact", "That build gave no component. Build the newest revision, then run it.")
    artifact = artifacts.get(session, build.artifact_digest)
    run = service.of_artifact(session, artifact, request, studio.settings, who)
    run.project_id, run.project_name, run.revision = project.id, project.name, build.revision
    return run


def _not_started(request: Request, studio: Studio, name: str, form: FormData, error: StudioError) -> Response:
    """Why it could not be run: beside the form, or as the page with everything that was typed."""
    with reading(studio.engine) as session:
        project = projects.get(session, name)
        if is_fragment(request):
            target = run_view.target(session, project)
            return page(request, "project/not_run.html", status_of(error), project=project, error=error, target=target)
        shown = project_page(session, studio, project, forms.text(form, "open") or None)
        return whole(request, shown.with_fields(from_form(form), error))


def _result(request: Request, studio: Studio, name: str, run_id: str) -> Response:
    with reading(studio.engine) as session:
        project = projects.get(session, name)
        return _fragment(request, session, project, run_view.of_project(session, project, run_id))


def _fragment(request: Request, session: Session, project: Project, run: Run) -> Response:
    return page(request, "project/run_result.html", project=project, run=run, report=run_beginning(session, run, PAGE))


def _file(form: FormData) -> str:
    path = forms.text(form, "open")
    return f"?file={forms.quoted(path)}" if path else ""
