"""A collection's own page: its cases in parts, its newest runs, and what it can be run over."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.db.models import CaseRow, Collection
from app.http.deps import Unit
from app.payloads import cases, collections, versions
from app.runs.collections import service as runs
from app.web.collections import targets
from app.web.paging import SHOWN, After, Part, part
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/collections/{collection_id}")

CASES_SHOWN = 100
RUNS_SHOWN = 8
MOST_NUMBER = 2**31 - 1

Position = Annotated[int | None, Query(ge=0, le=MOST_NUMBER)]
Number = Annotated[int | None, Query(ge=1, le=MOST_NUMBER)]
Text = Annotated[str, Query(max_length=200)]


@router.get("")
def show_collection(
    request: Request, collection_id: str, session: Unit, text: Text = "", after: Position = None, version: Number = None
) -> Response:
    """The page, or only its list of cases; an earlier version can be looked at, and not changed."""
    collection = collections.get(session, collection_id)
    if version is not None:
        versions.get(session, collection, version)
    listed = cases_context(session, collection, text, after, version)
    if is_fragment(request):
        return page(request, "collections/cases_changed.html", **listed)
    return page(request, "collections/page.html", **listed, **_around(session, collection))


@router.get("/versions")
def list_versions(request: Request, collection_id: str, session: Unit, after: Number = None) -> Response:
    """The history, newest first."""
    collection = collections.get(session, collection_id)
    shown = part(versions.history(session, collection, after, SHOWN + 1), lambda row: str(row.version))
    return page(request, "collections/versions.html", collection=collection, rows=shown.rows, next=shown.next)


@router.get("/runs")
def list_runs(request: Request, collection_id: str, session: Unit, after: After = None) -> Response:
    """Its runs, newest first."""
    collection = collections.get(session, collection_id)
    shown = part(runs.listing(session, after, SHOWN + 1, collection_id=collection.id), lambda run: run.id)
    context: dict[str, Any] = {"rows": shown.rows, "next": shown.next, "after": after, "label": targets.label}
    return page(request, "collections/runs.html", collection=collection, **context)


def cases_context(
    session: Session, collection: Collection, text: str = "", after: int | None = None, version: int | None = None
) -> dict[str, Any]:
    """What the list of cases shows; ``version`` is None for the present one."""
    words = text.strip()
    rows = cases.page(session, collection, version, after, CASES_SHOWN + 1, words or None)
    shown: Part[CaseRow] = part(rows, lambda row: str(row.position), CASES_SHOWN)
    count = cases.count(session, collection, version, words or None)
    return {
        "collection": collection,
        "rows": shown.rows,
        "next": shown.next,
        "after": after,
        "text": words,
        "count": count,
        "version": None if version == collection.version else version,
    }


def _around(session: Session, collection: Collection) -> dict[str, Any]:
    newest = runs.listing(session, None, RUNS_SHOWN, collection_id=collection.id)
    return {
        "runs": newest,
        "choices": targets.choices(session, targets.of_run(newest[0] if newest else None)),
        "label": targets.label,
    }
