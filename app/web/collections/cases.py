"""Moving and removing cases from the list."""

from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.db.models import Collection
from app.errors import Invalid, NotFound, StudioError
from app.http.deps import Unit
from app.http.problems import status_of
from app.payloads import cases, collections
from app.web.collections.page import cases_context
from app.web.project import forms
from app.web.project.forms import Form
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/collections/{collection_id}/cases")

MOST_NAMED = 10
_NEIGHBOURS = 500


@router.post("/remove")
def remove_cases(request: Request, collection_id: str, form: Form, session: Unit) -> Response:
    """Ask, and then take the chosen cases out; earlier versions keep them."""
    collection = collections.get(session, collection_id)
    keys = forms.texts(form, "keys")
    if not keys:
        return _refused(request, collection, Invalid("cases_unknown", "Choose the cases first: tick them in the list."))
    try:
        if forms.text(form, "sure") != "1":
            return _ask(request, session, collection, keys, form)
        cases.remove(session, collection, keys)
    except NotFound as error:
        session.rollback()
        return _refused(request, collections.get(session, collection_id), error)
    if not is_fragment(request):
        return RedirectResponse(f"/collections/{collection.id}", 303)
    response = _list(request, session, collection, form)
    response.headers["HX-Trigger"] = '{"studio:close-dialog": {"id": "ask"}}'
    return response


@router.post("/{key}/move")
def move_case(request: Request, collection_id: str, key: str, form: Form, session: Unit) -> Response:
    """Put a case one place up or down; at an end it stays."""
    collection = collections.get(session, collection_id)
    row = cases.one(session, collection, key)
    other = _neighbour(session, collection, row.position, forms.text(form, "to"))
    if other is not None:
        before, behind = (key, other) if forms.text(form, "to") == "up" else (other, key)
        cases.reorder(session, collection, [before, behind])
    if not is_fragment(request):
        return RedirectResponse(f"/collections/{collection.id}{_query(form)}#case-{key}", 303)
    return _list(request, session, collection, form)


def _neighbour(session: Session, collection: Collection, position: int, to: str) -> str | None:
    """The key of the case before or behind a position. Positions have gaps where cases were removed."""
    if to == "down":
        found = cases.page(session, collection, after=position, limit=1)
        return found[0].key if found else None
    start, reach = position, _NEIGHBOURS
    while start > 0:
        start, reach = max(0, position - reach), reach * 8
        before = [row for row in cases.page(session, collection, after=start, limit=reach) if row.position < position]
        if before:
            return before[-1].key
    return None


def _ask(request: Request, session: Session, collection: Collection, keys: list[str], form: FormData) -> Response:
    names = [cases.one(session, collection, key).name for key in keys[:MOST_NAMED]]
    context: dict[str, Any] = {"collection": collection, "keys": keys, "names": names, "text": forms.text(form, "text")}
    if not is_fragment(request):
        return page(request, "collections/remove_page.html", **context, after=forms.text(form, "after"))
    response = page(request, "collections/remove.html", **context, after=forms.text(form, "after"))
    response.headers.update(
        {"HX-Retarget": "#ask-body", "HX-Reswap": "innerHTML", "HX-Trigger": '{"studio:show-dialog": {"id": "ask"}}'}
    )
    return response


def _refused(request: Request, collection: Collection, error: StudioError) -> Response:
    template = "collections/refused.html" if is_fragment(request) else "collections/refused_page.html"
    response = page(request, template, status_of(error), collection=collection, error=error)
    response.headers.update({"HX-Retarget": "#collection-notice", "HX-Reswap": "innerHTML"})
    return response


def _list(request: Request, session: Session, collection: Collection, form: FormData) -> Response:
    after = forms.text(form, "after")
    position = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else None
    context = cases_context(session, collection, forms.text(form, "text")[:200], position)
    return page(request, "collections/cases_changed.html", **context)


def _query(form: FormData) -> str:
    after = forms.text(form, "after")
    return f"?after={forms.quoted(after)}" if after.isdigit() else ""
