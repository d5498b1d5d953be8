"""The list of collections, making one and deleting one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.db.models import Collection, CollectionRun
from app.errors import Conflict, Invalid
from app.http.deps import Of, Unit
from app.http.problems import status_of
from app.payloads import collections
from app.runs.collections import service as runs
from app.web import questions
from app.web.confirm import ask
from app.web.paging import SHOWN, After, part
from app.web.templating import page

router = APIRouter()

NO_ERRORS: dict[str, str | None] = {"name": None, "description": None}
Text = Annotated[str, Form(max_length=20_000)]


@dataclass(frozen=True)
class Listed:
    """A collection in the list, with its newest run."""

    collection: Collection
    run: CollectionRun | None


@router.get("/collections")
def list_collections(request: Request, session: Unit, after: After = None) -> Response:
    """Collections by name, with how their newest run ended."""
    shown = part(collections.listing(session, after, SHOWN + 1), lambda each: each.name)
    rows = [Listed(each, _newest(session, each)) for each in shown.rows]
    return page(request, "collections/list.html", rows=rows, next=shown.next, after=after)


@router.get("/new-collection")
def new_collection_form(request: Request) -> Response:
    """The form for a new collection."""
    return _form(request)


@router.post("/new-collection")
def create_collection(request: Request, session: Unit, name: Text = "", description: Text = "") -> Response:
    """Make a collection without cases, and go on to add some; on a mistake the form again, with what was typed."""
    try:
        made = collections.create(session, name, description)
    except (Invalid, Conflict) as error:
        session.rollback()
        field = "description" if error.code == "collection_description" else "name"
        return _form(request, name, description, {field: error.detail}, status_of(error))
    return RedirectResponse(f"/collections/{made.id}/add", 303)


@router.get("/collections/{collection_id}/delete")
def ask_to_delete(request: Request, collection_id: str, session: Unit) -> Response:
    """Ask before a collection goes."""
    return ask(request, questions.delete_collection(collections.get(session, collection_id)))


@router.post("/collections/{collection_id}/delete")
def delete_collection(collection_id: str, session: Unit, studio: Of) -> Response:
    """Remove a collection with its versions, cases, runs and results."""
    collections.delete(session, studio.blobs, collections.get(session, collection_id))
    return RedirectResponse("/collections", 303)


def _form(
    request: Request, name: str = "", description: str = "", errors: dict[str, str] | None = None, status: int = 200
) -> Response:
    told = {**NO_ERRORS, **(errors or {})}
    return page(request, "collections/new.html", status, name=name, description=description, errors=told)


def _newest(session: Session, collection: Collection) -> CollectionRun | None:
    found = runs.listing(session, None, 1, collection_id=collection.id)
    return found[0] if found else None
