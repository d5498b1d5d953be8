"""What came of one case: the verdict, what differs and how, and everything that the run reported."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.db.models import CaseResult, Collection, CollectionRun
from app.errors import NotFound
from app.http.deps import Of, Unit
from app.payloads import cases, collections
from app.payloads.cases import Case
from app.payloads.compare import diff, outputs
from app.payloads.compare.contents import Content
from app.payloads.compare.diff import Diff
from app.payloads.compare.paths import BadPath
from app.runs.collections import results, service
from app.storage.blobs import Blobs
from app.web.collections import case_view
from app.web.result_view import UNFOLDED, Row
from app.web.result_view import rows as result_rows
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/collection-runs/{run_id}/results")

Json = dict[str, Any]


@dataclass(frozen=True)
class ResultView:
    """One case's result. ``diff`` is None where no payload is compared; ``rows`` are the first of its inputs' results,
    ``is_there`` tells whether the collection still has the case."""

    run: CollectionRun
    collection: Collection
    result: CaseResult
    report: Json
    rows: list[Row]
    diff: Diff | None
    is_there: bool


@router.get("/{key}")
def show_result(request: Request, run_id: str, key: str, session: Unit, studio: Of) -> Response:
    """A page, or what unfolds in the list."""
    view = result_view(session, studio.blobs, service.get(session, run_id), key)
    template = "collections/result.html" if is_fragment(request) else "collections/result_page.html"
    return page(request, template, view=view)


def result_view(session: Session, blobs: Blobs, run: CollectionRun, key: str) -> ResultView:
    """Put together with the case as it was when it ran, where that is still there."""
    result = results.one(session, run.id, key)
    collection = collections.get(session, run.collection_id)
    case = _case(session, blobs, collection, key, run.version)
    given = case.messages if case is not None else None
    report = result.report | {
        "id": run.id,
        "project": run.project_name,
        "json": f"/api/v1/collection-runs/{run.id}/results/{key}",
    }
    return ResultView(
        run=run,
        collection=collection,
        result=result,
        report=report,
        rows=result_rows(report, given, 0, UNFOLDED),
        diff=_payloads(case, report),
        is_there=bool(cases.present(session, collection.id, [key])),
    )


def _case(session: Session, blobs: Blobs, collection: Collection, key: str, version: int) -> Case | None:
    """The case as it ran; None where its inputs are long or gone."""
    try:
        row = cases.one(session, collection, key, version)
        return cases.read(blobs, row) if case_view.is_short(row) else Case(key, row.name, [], row.expect)
    except NotFound:
        return None


def _payloads(case: Case | None, report: Json) -> Diff | None:
    """The payload that came out against the one that is expected."""
    expected = ((case.expect if case else None) or {}).get("output") or {}
    if case is None or expected.get("payload") is None or not report["results"]:
        return None
    told = outputs.of_result(report["results"][-1], case.messages[-1] if case.messages else None)
    actual = told.payload if told is not None and outputs.is_sent(report["results"][-1]) else None
    return _diff(expected["payload"], actual, case.expect or {})


def _diff(expected: Any, actual: Content | None, rules: Json) -> Diff | None:
    if actual is None:
        return None
    try:
        return diff.payloads(expected, actual, rules)
    except BadPath:
        return None  # the verdict says it already
