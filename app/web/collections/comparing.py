"""Two runs of one collection beside each other: a component and another, or the draft and the last release."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.db.models import Collection
from app.errors import StudioError
from app.http.deps import Of, Owner, Unit
from app.http.problems import status_of
from app.payloads import collections
from app.runs.collections import comparing, service
from app.web.collections import targets
from app.web.collections.page import MOST_NUMBER
from app.web.collections.targets import PROJECT, RELEASE, Over
from app.web.project import forms
from app.web.project.forms import Form
from app.web.templating import is_fragment, page

router = APIRouter()

SHOWN = 100
After = Annotated[int, Query(ge=0, le=MOST_NUMBER)]
With = Annotated[str, Query(alias="with", max_length=26)]


@router.get("/collections/{collection_id}/compare")
def choose_two(request: Request, collection_id: str, session: Unit) -> Response:
    """Choose what to run side by side."""
    collection = collections.get(session, collection_id)
    newest = service.listing(session, None, 1, collection_id=collection.id)
    chosen = {"a": targets.of_run(newest[0] if newest else None), "b": ""}
    return _choice(request, session, collection, chosen)


@router.post("/collections/{collection_id}/compare")
def run_two(request: Request, collection_id: str, form: Form, session: Unit, studio: Of, who: Owner) -> Response:
    """Run all cases over both, or over a project's last release and its draft, and show what is different."""
    collection = collections.get(session, collection_id)
    chosen = {name: forms.text(form, name) for name in ("a", "b")}
    try:
        chosen = _chosen(session, form)
        a, b = (targets.ask(session, studio, collection, Over(chosen[name]), who) for name in ("a", "b"))
    except StudioError as error:
        session.rollback()
        return _choice(request, session, collections.get(session, collection_id), chosen, error)
    session.commit()  # their rows are there by now, where a worker looks for them
    for run in (a, b):
        studio.queue.dispatch(service.JOB, run.id)
    return RedirectResponse(f"/collection-runs/{a.id}/against/{b.id}", 303)


@router.get("/collection-runs/{run_id}/against")
def choose_other(run_id: str, other: With = "") -> Response:
    """What the run's own page leads to, once another run is chosen."""
    is_chosen = other.isascii() and other.isalnum()
    return RedirectResponse(f"/collection-runs/{run_id}{f'/against/{other}' if is_chosen else ''}", 303)


@router.get("/collection-runs/{run_id}/against/{other_id}")
def compare(
    request: Request,
    run_id: str,
    other_id: str,
    session: Unit,
    everything: Annotated[bool, Query(alias="all")] = False,
    what: Annotated[tuple[str, ...], Query()] = (),
    after: After = 0,
) -> Response:
    """The cases in which anything changed, or only certain things, or all of them; while a run goes on, how far it
    is."""
    a, b = service.get(session, run_id), service.get(session, other_id)
    picked = [each for each in comparing.WHATS if each in what]
    context: dict[str, Any] = {"a": a, "b": b, "label": targets.label, "everything": everything, "after": after}
    context |= {"what": picked, "whats": comparing.WHATS, "bounds": comparing}
    context["collection"] = collections.get(session, a.collection_id)
    context["is_going"] = not (a.status.is_final and b.status.is_final)
    template = "collections/against_state.html" if is_fragment(request) else "collections/against.html"
    part = (
        None if context["is_going"] else comparing.page(session, a, b, after, SHOWN, everything=everything, what=picked)
    )
    return page(request, template, part=part, **context)


def _chosen(session: Session, form: FormData) -> dict[str, str]:
    """A and B; with ``released`` they are what a project released last, and what it is now."""
    name = forms.text(form, "released")
    if name:
        return {"a": f"{RELEASE}:{name}", "b": f"{PROJECT}:{name}"}
    return {side: targets.wanted(session, form, side) for side in ("a", "b")}


def _choice(
    request: Request, session: Session, collection: Collection, chosen: dict[str, str], error: StudioError | None = None
) -> Response:
    context = {"choices": targets.choices(session), "chosen": chosen, "error": error}
    status = status_of(error) if error else 200
    return page(request, "collections/compare.html", status, collection=collection, **context)
