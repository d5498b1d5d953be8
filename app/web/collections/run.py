"""Running a collection from its pages: asking, watching, stopping, deleting."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.db.models import Collection
from app.errors import Conflict, Invalid, StudioError
from app.http.deps import Of, Owner, Unit
from app.http.problems import status_of
from app.http.streams import last_seen
from app.payloads import collections
from app.runs.collections import service
from app.runs.collections.counting import VERDICTS
from app.web import questions
from app.web.collections import follow, run_view, targets
from app.web.collections.page import MOST_NUMBER
from app.web.collections.targets import Over
from app.web.confirm import ask
from app.web.project import forms
from app.web.project.forms import Form
from app.web.templating import is_fragment, page

router = APIRouter()

After = Annotated[int, Query(ge=0, le=MOST_NUMBER)]
Verdict = Annotated[str, Query(max_length=20)]


@router.post("/collections/{collection_id}/runs")
def start_run(request: Request, collection_id: str, form: Form, session: Unit, studio: Of, who: Owner) -> Response:
    """Run all cases, those that are ticked, or those that failed in a run; leads to the run's page."""
    collection = collections.get(session, collection_id)
    try:
        over = Over(targets.wanted(session, form), _keys(session, collection, form))
        run = targets.ask(session, studio, collection, over, who)
    except StudioError as error:
        session.rollback()
        return _not_started(request, collections.get(session, collection_id), error)
    session.commit()  # its row is there by now, where a worker looks for it
    studio.queue.dispatch(service.JOB, run.id)
    address = f"/collection-runs/{run.id}"
    if is_fragment(request):
        return Response(status_code=204, headers={"HX-Redirect": address})
    return RedirectResponse(address, 303)


@router.get("/collection-runs/{run_id}")
def show_run(request: Request, run_id: str, session: Unit, verdict: Verdict = "", after: After = 0) -> Response:
    """The page of a run, or the part of it that changes while it goes on."""
    run = service.get(session, run_id)
    context = run_view.context(session, run, _known(verdict), after)
    template = "collections/run_state.html" if is_fragment(request) else "collections/run.html"
    return page(request, template, **context)


@router.get("/collection-runs/{run_id}/results")
def more_results(request: Request, run_id: str, session: Unit, verdict: Verdict = "", after: After = 0) -> Response:
    """Further rows of the list, or the page with them."""
    if not is_fragment(request):
        return RedirectResponse(f"/collection-runs/{run_id}?verdict={_known(verdict) or ''}&after={after}", 303)
    context = run_view.context(session, service.get(session, run_id), _known(verdict), after)
    return page(request, "collections/result_rows.html", **context)


def _must_exist(run_id: str, session: Unit) -> None:
    service.get(session, run_id)


@router.get("/collection-runs/{run_id}/follow", response_class=EventSourceResponse)
async def follow_run(
    run_id: str,
    studio: Of,
    _known_run: Annotated[None, Depends(_must_exist)],
    last_event_id: Annotated[str | None, Header()] = None,
) -> AsyncIterator[ServerSentEvent]:
    """How far it is, as HTML, whenever that changes."""
    async for event in follow.stream(studio, run_id, last_seen(last_event_id, 0)):
        yield event


@router.post("/collection-runs/{run_id}/cancel")
def cancel_run(request: Request, run_id: str, session: Unit, studio: Of) -> Response:
    """Stop a run; the results that there are stay."""
    run = service.get(session, run_id)
    try:
        service.cancel(session, run)
    except Conflict:
        session.rollback()  # it has ended by itself: its results say how
    session.commit()
    studio.signals.notify(run_id)
    if not is_fragment(request):
        return RedirectResponse(f"/collection-runs/{run_id}", 303)
    return page(request, "collections/run_state.html", **run_view.context(session, service.get(session, run_id)))


@router.get("/collection-runs/{run_id}/delete")
def ask_to_delete(request: Request, run_id: str, session: Unit) -> Response:
    """Ask before a run goes."""
    return ask(request, questions.delete_collection_run(service.get(session, run_id)))


@router.post("/collection-runs/{run_id}/delete")
def delete_run(request: Request, run_id: str, session: Unit) -> Response:
    """Remove a run and its results."""
    run = service.get(session, run_id)
    try:
        service.remove(session, run)
    except Conflict as conflict:
        return ask(request, questions.delete_collection_run(run), status_of(conflict))
    return RedirectResponse(f"/collections/{run.collection_id}", 303)


def _keys(session: Session, collection: Collection, form: FormData) -> list[str] | None:
    """None for all cases."""
    failed_of = forms.text(form, "only_failed_of")
    if failed_of:
        return service.failed_keys(session, collection, service.get(session, failed_of))
    if forms.text(form, "which") != "selected":
        return None
    keys = forms.texts(form, "keys")
    if not keys:
        raise Invalid("cases_unknown", "Choose the cases first: tick them in the list.")
    return keys


def _known(verdict: str) -> str | None:
    return verdict if verdict in VERDICTS else None


def _not_started(request: Request, collection: Collection, error: StudioError) -> Response:
    template = "collections/refused.html" if is_fragment(request) else "collections/refused_page.html"
    response = page(request, template, status_of(error), collection=collection, error=error)
    response.headers.update({"HX-Retarget": "#collection-notice", "HX-Reswap": "innerHTML"})
    return response
