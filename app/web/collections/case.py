"""One case: looking at it, changing it, and making edge cases of it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.db.models import CaseRow, Collection
from app.errors import Conflict, StudioError
from app.http.deps import Of, Unit
from app.http.problems import status_of
from app.http.studio import Studio
from app.payloads import cases, collections
from app.payloads.edges import edge_cases
from app.payloads.importing import Imported
from app.payloads.limits import Limits
from app.web.collections import case_view
from app.web.collections.case_view import CaseFields
from app.web.collections.expect_fields import OUTPUTS, to_expectation
from app.web.collections.page import Number
from app.web.project.forms import Form
from app.web.templating import page

router = APIRouter(prefix="/collections/{collection_id}/cases")

As = Annotated[str, Query(alias="as", max_length=20)]
MOVED_ON = (
    "Somebody changed this case while you worked on it. What you typed is still in the form: save again to put it in "
    "the place of the newer one, or open the case anew to see that."
)


@router.get("/{key}")
def show_case(
    request: Request, collection_id: str, key: str, session: Unit, studio: Of, shown_as: As = "", version: Number = None
) -> Response:
    """A case in a form, or as JSON; one of an earlier version can only be looked at."""
    collection = collections.get(session, collection_id)
    earlier = version if version != collection.version else None
    row = cases.one(session, collection, key, earlier)
    case = cases.read(studio.blobs, row) if case_view.is_short(row) else None
    fields = case_view.stored(row, case, as_json=shown_as == "json" or earlier is not None)
    return _page(request, collection, row, fields, version=earlier)


@router.post("/{key}")
def save_case(request: Request, collection_id: str, key: str, form: Form, session: Unit, studio: Of) -> Response:
    """Store what was typed as a version; on a mistake the form again."""
    collection = collections.get(session, collection_id)
    row = cases.one(session, collection, key)
    fields = case_view.typed(form)
    try:
        if fields.base != row.id:
            raise Conflict("collection_moved_on", MOVED_ON)
        saved = _save(session, studio, collection, key, fields)
    except StudioError as error:
        session.rollback()
        collection = collections.get(session, collection_id)
        row = cases.one(session, collection, key)
        return _page(request, collection, row, case_view.rebased(fields, row), error)
    return RedirectResponse(f"/collections/{collection.id}/cases/{saved.key}?saved=1", 303)


@router.post("/{key}/edges")
def derive_edges(request: Request, collection_id: str, key: str, session: Unit, studio: Of) -> Response:
    """Add edge cases made of a good one, and tell which."""
    collection = collections.get(session, collection_id)
    row = cases.one(session, collection, key)
    good = cases.read(studio.blobs, row)
    try:
        added = cases.add(session, studio.blobs, collection, edge_cases(good), limits=Limits.of(studio.settings))
    except StudioError as error:
        session.rollback()
        collection = collections.get(session, collection_id)
        row = cases.one(session, collection, key)
        return _page(request, collection, row, case_view.stored(row, good if case_view.is_short(row) else None), error)
    context = {"collection": collection, "imported": Imported(added, [], None), "version": collection.version}
    return page(request, "collections/added_page.html", 201, **context, most=len(added.keys))


def _save(session: Session, studio: Studio, collection: Collection, key: str, fields: CaseFields) -> CaseRow:
    messages = case_view.messages(fields)
    expect = to_expectation(fields.expect)
    limits = Limits.of(studio.settings)
    return cases.replace(
        session, studio.blobs, collection, key, name=fields.name, messages=messages, expect=expect, limits=limits
    )


def _page(
    request: Request,
    collection: Collection,
    row: CaseRow,
    fields: CaseFields,
    error: StudioError | None = None,
    version: int | None = None,
) -> Response:
    context = {"collection": collection, "row": row, "error": error, "version": version, "outputs": OUTPUTS}
    is_saved = request.query_params.get("saved") == "1"
    status = status_of(error) if error else 200
    return page(request, "collections/case.html", status, **context, is_saved=is_saved, **case_view.as_mapping(fields))
