"""A measurement's own page: its figures, and another one beside them."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.db.models import Artifact, Run
from app.errors import Conflict, NotFound
from app.http.deps import Of, Unit
from app.runs import service
from app.runs.measure import MEASURE
from app.web.performance_compare import LABELS, figure, label
from app.web.performance_view import measurement
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/runs/{run_id}/performance")

With = Annotated[str | None, Query(alias="with", max_length=100)]


@router.get("")
def show_measurement(request: Request, run_id: str, session: Unit, other: With = None) -> Response:
    """The page, or the part of it that asks for itself until the measurement has ended."""
    run = get(session, run_id)
    if is_fragment(request):
        return state(request, session, run, other)
    return page(request, "performance/page.html", title=label(session, run), **_context(session, run, other))


@router.post("/cancel")
def cancel(request: Request, run_id: str, session: Unit, studio: Of) -> Response:
    """Stop measuring. What was measured so far is not kept: half a measurement cannot be compared."""
    run = get(session, run_id)
    try:
        service.cancel(session, run)
    except Conflict:
        session.rollback()  # it has ended by itself: the figures are there
    session.commit()
    studio.signals.notify(run_id)
    if not is_fragment(request):
        return RedirectResponse(f"/runs/{run_id}/performance", 303)
    return state(request, session, run)


def get(session: Session, run_id: str) -> Run:
    """A run that measures; NotFound when there is none."""
    run = service.get(session, run_id)
    if run.purpose != MEASURE:
        raise NotFound("measurement_unknown", "There is no such measurement. It may have been deleted.")
    return run


def state(request: Request, session: Session, run: Run, other: str | None = None) -> Response:
    """The fragment: figures, or how far it is. ``other`` is the id of the measurement to put beside it."""
    return page(request, "performance/measurement.html", **_context(session, run, other))


def _context(session: Session, run: Run, other: str | None) -> dict[str, Any]:
    beside = get(session, other) if other else None
    artifact = session.get(Artifact, run.artifact_digest) if run.artifact_digest else None
    view = measurement(session, run, beside)
    return {"view": view, "run": run, "artifact": artifact, "labels": LABELS, "figure": figure}
