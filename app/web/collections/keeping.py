"""Keeping a run's input as a case, together with what came out if that is wished."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.db.models import Collection, Run
from app.errors import Invalid, StudioError
from app.http.deps import Of, Unit
from app.http.problems import status_of
from app.http.studio import Studio
from app.payloads import cases, collections
from app.payloads.cases import NewCase
from app.payloads.compare.saved import NothingToSave, expectation_of
from app.payloads.limits import Limits
from app.runs import service
from app.runs.report import run_report
from app.web.collections import offers
from app.web.project import forms
from app.web.project.forms import Form
from app.web.templating import page

router = APIRouter(prefix="/runs/{run_id}/keep")

Json = dict[str, Any]
_SHARED = ("configuration", "module_schemas", "schemas", "state", "clock", "seed", "limits")


@dataclass(frozen=True)
class Typed:
    """What the form's fields hold: an existing collection or the name of a new one, and the case's name."""

    collection: str = ""
    collection_named: str = ""
    new: str = ""
    name: str = ""
    expect: bool = True


@router.get("")
def show_form(request: Request, run_id: str, session: Unit) -> Response:
    """Where to keep it, and under which name."""
    run = service.get(session, run_id)
    return _page(request, session, run, Typed(name=f"Run of {run.created_at:%Y-%m-%d %H:%M:%S}"))


@router.post("")
def keep(request: Request, run_id: str, form: Form, session: Unit, studio: Of) -> Response:
    """Store the case; a new collection takes the run's settings too."""
    run = service.get(session, run_id)
    typed = _typed(form)
    try:
        key, collection_id = _keep(session, studio, run, typed)
    except StudioError as error:
        session.rollback()
        return _page(request, session, service.get(session, run_id), typed, error)
    return RedirectResponse(f"/collections/{collection_id}/cases/{key}?saved=1", 303)


def _keep(session: Session, studio: Studio, run: Run, typed: Typed) -> tuple[str, str]:
    collection = _collection(session, run, typed)
    messages = list(run.request["messages"])
    expect = _expectation(session, run) if typed.expect else None
    case = NewCase(typed.name, messages, expect)
    added = cases.add(session, studio.blobs, collection, [case], limits=Limits.of(studio.settings))
    return added.keys[0], collection.id


def _collection(session: Session, run: Run, typed: Typed) -> Collection:
    if typed.collection_named.strip():
        return collections.named(session, typed.collection_named)
    if typed.collection:
        return collections.get(session, typed.collection)
    if not typed.new.strip():
        raise Invalid("form_field", "Choose a collection, or give a new one a name.")
    shared = {name: run.request[name] for name in _SHARED if run.request.get(name)}
    return collections.create(session, typed.new, "", shared)


def _expectation(session: Session, run: Run) -> Json | None:
    report = run_report(session, run)
    try:
        return expectation_of(report, None, run.request["messages"])
    except NothingToSave as nothing:
        raise Invalid("expectation", f"{nothing.sentence} Keep the input without it.") from nothing


def _typed(form: FormData) -> Typed:
    single = {name: forms.text(form, name) for name in ("collection", offers.NAMED, "new", "name")}
    return Typed(**single, expect=forms.text(form, "expect") == "1")


def _page(request: Request, session: Session, run: Run, typed: Typed, error: StudioError | None = None) -> Response:
    offered = offers.offer(session)
    has_settings = any(run.request.get(name) for name in _SHARED)
    context = {"run": run, "typed": typed, "error": error, "offered": offered, "has_settings": has_settings}
    return page(request, "collections/keep.html", status_of(error) if error else 200, **context)
