"""The results of a run with many inputs: a hundred at a time, and each by itself."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.errors import NotFound
from app.http.deps import Unit
from app.runs import service
from app.runs.report import run_stretch
from app.web.result_view import PAGE, rows
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/runs")

MOST_NUMBER = 1_000_000


@router.get("/{run_id}/results")
def list_results(
    request: Request, run_id: str, session: Unit, after: Annotated[int, Query(ge=0, le=MOST_NUMBER)] = 0
) -> Response:
    """The results behind number ``after``: a part of the list, or a page of its own."""
    context = _context(session, run_id, after, PAGE)
    template = "result/more.html" if is_fragment(request) else "run_results.html"
    return page(request, template, rows=rows(context["report"], context["given"], after, PAGE), after=after, **context)


@router.get("/{run_id}/results/{number}")
def show_result(request: Request, run_id: str, number: int, session: Unit) -> Response:
    """One result with everything that belongs to it."""
    context = _context(session, run_id, min(max(number, 1), MOST_NUMBER) - 1, 1)
    found = rows(context["report"], context["given"], number - 1, 1) if 0 < number <= MOST_NUMBER else []
    if not found:
        raise NotFound("result_unknown", "This run has no such result. It may still be at work.")
    template = "result/one.html" if is_fragment(request) else "run_result.html"
    return page(request, template, row=found[0], of=f" of input {number}", **context)


def _context(session: Session, run_id: str, start: int, count: int) -> dict[str, Any]:
    run = service.get(session, run_id)
    return {"run": run, "report": run_stretch(session, run, start, count), "given": run.request["messages"]}
