"""A project's own tests on its page: running them over the text as it is typed, and how they did."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.db.models import OwnTestResult, OwnTestRun, Project
from app.errors import Conflict, StudioError
from app.http.deps import Of, Owner, Unit
from app.http.problems import status_of
from app.http.streams import last_seen
from app.http.studio import Studio
from app.operators.kinds import Kind
from app.operators.own_tests import holds_tests
from app.operators.samples.beginning import first_tests
from app.projects import revisions
from app.projects import service as projects
from app.runs.testing import results, service
from app.runs.testing.counting import NOT_GOOD
from app.runs.testing.described import run_described
from app.web.project import checking, forms, tests_follow
from app.web.project.forms import Form
from app.web.project.links import to_file
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}/tests")

MOST_SHOWN = 1_000


@router.get("")
def show_tests(request: Request, name: str, session: Unit) -> Response:
    """The tab's content, or a page with it."""
    return _page(request, session, projects.get(session, name))


@router.post("/runs")
def run_tests(request: Request, name: str, form: Form, session: Unit, studio: Of, who: Owner) -> Response:
    """Run all tests, those of one file, or those that failed, with the open file as it is typed."""
    project = projects.get(session, name)
    try:
        run = _ask(session, studio, project, form, who)
    except StudioError as error:
        session.rollback()
        return _page(request, session, projects.get(session, name), error)
    session.commit()  # its row is there by now, where a worker looks for it
    studio.queue.dispatch(service.JOB, run.id)
    return _page(request, session, projects.get(session, name)) if is_fragment(request) else _back(name)


@router.post("/runs/{run_id}/cancel")
def cancel_run(request: Request, name: str, run_id: str, session: Unit, studio: Of) -> Response:
    """Stop a run; the results that there are stay."""
    run = service.get(session, run_id)
    try:
        service.cancel(session, run)
    except Conflict:
        session.rollback()  # it has ended by itself
    session.commit()
    studio.signals.notify(run_id)
    return _page(request, session, projects.get(session, name)) if is_fragment(request) else _back(name)


def _must_exist(run_id: str, session: Unit) -> None:
    service.get(session, run_id)


@router.get("/runs/{run_id}/follow", response_class=EventSourceResponse)
async def follow_run(
    run_id: str,
    studio: Of,
    _known_run: Annotated[None, Depends(_must_exist)],
    last_event_id: Annotated[str | None, Header()] = None,
) -> AsyncIterator[ServerSentEvent]:
    """How far it is, as HTML, whenever that changes."""
    async for event in tests_follow.stream(studio, run_id, last_seen(last_event_id, 0)):
        yield event


@router.post("/first")
def begin(request: Request, name: str, session: Unit) -> Response:
    """Make a first file of tests and open it."""
    project = projects.get(session, name)
    path, text = first_tests(Kind(project.kind), project.name)
    stored = {each.path for each in revisions.listing(session, revisions.head(session, project))}
    if path not in stored:
        try:
            projects.change_file(session, project, path, text.encode())
        except StudioError as error:
            session.rollback()
            return _page(request, session, projects.get(session, name), error)
    return to_file(name, path)


def _ask(session: Session, studio: Studio, project: Project, form: FormData, who: str) -> OwnTestRun:
    asked = checking.asked_by(form)
    typed = checking.typed_of(session, project, asked)
    failed_of = forms.text(form, "only_failed_of")
    names = service.failed_names(session, project, service.get(session, failed_of)) if failed_of else None
    one = forms.text(form, "tests_in")
    return service.ask(
        session,
        project,
        typed,
        studio.settings,
        who,
        adapter=asked.adapter,
        files=[one] if one else None,
        names=names or forms.texts(form, "test") or None,
        looks=studio.looks,
    )


def _page(request: Request, session: Session, project: Project, error: StudioError | None = None) -> Response:
    context = {"project": project, "error": error, **_shown(session, project)}
    template = "project/tests.html" if is_fragment(request) else "project/tests_page.html"
    return page(request, template, status_of(error) if error else 200, **context)


def _shown(session: Session, project: Project) -> dict[str, Any]:
    newest = service.listing(session, project.id, None, 1)
    run = newest[0] if newest else None
    stored = revisions.listing(session, revisions.head(session, project))
    rows: Sequence[OwnTestResult] = []
    if run is not None and run.status.is_final:
        rows = sorted(results.page(session, run.id, 0, MOST_SHOWN), key=lambda row: row.verdict not in NOT_GOOD)
    return {
        "paths": [each.path for each in stored if holds_tests(each.path, project.name)],
        "run": run,
        "report": run_described(session, run) if run else None,
        "rows": rows,
        "is_going": run is not None and not run.status.is_final,
        **(tests_follow.progress(session, run) if run else {}),
    }


def _back(name: str) -> Response:
    return RedirectResponse(f"/projects/{name}/tests", 303)
