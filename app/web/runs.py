"""A run's own page: permanent, while the result is kept."""

import json
from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.db.models import Artifact, Project, Run
from app.http.deps import Of, Unit
from app.kit.text import printable, truncate
from app.runs import service
from app.runs.measure import MEASURE
from app.runs.report import run_beginning
from app.web import questions
from app.web.confirm import ask
from app.web.result_view import PAGE
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/runs")

MOST_INPUT_CHARACTERS = 20_000


@router.get("/{run_id}")
def show_run(request: Request, run_id: str, session: Unit) -> Response:
    """The page."""
    run = service.get(session, run_id)
    if run.purpose == MEASURE:
        return RedirectResponse(f"/runs/{run_id}/performance", 303)
    return page(request, "run.html", **_context(session, run))


@router.get("/{run_id}/state")
def show_state(request: Request, run_id: str, session: Unit) -> Response:
    """The run as it is now: what the page asks for until it has ended."""
    return state(request, session, run_id)


@router.post("/{run_id}/cancel")
def cancel_run(request: Request, run_id: str, session: Unit, studio: Of) -> Response:
    """Stop a run; what came out before is kept."""
    service.cancel(session, service.get(session, run_id))
    session.commit()  # a stream looks at the row as soon as it is told
    studio.signals.notify(run_id)
    return state(request, session, run_id) if is_fragment(request) else RedirectResponse(f"/runs/{run_id}", 303)


@router.get("/{run_id}/delete")
def ask_to_delete(request: Request, run_id: str, session: Unit) -> Response:
    """Ask before a result goes."""
    return ask(request, questions.delete_run(service.get(session, run_id)))


@router.post("/{run_id}/delete")
def delete_run(run_id: str, session: Unit) -> Response:
    """Remove a stored result."""
    run = service.get(session, run_id)
    back = _home(session, run)
    service.delete(session, run)
    return RedirectResponse(back, 303)


def state(request: Request, session: Session, run_id: str) -> Response:
    """The fragment of a run's present state."""
    run = service.get(session, run_id)
    template = "run_state/ended.html" if run.status.is_final else "run_state/going.html"
    return page(request, template, **_context(session, run))


def _context(session: Session, run: Run) -> dict[str, Any]:
    """What the page and its fragments show; ``project`` is None for a run of an artifact by itself."""
    return {
        "run": run,
        "report": run_beginning(session, run, PAGE),
        "project": session.get(Project, run.project_id) if run.project_id else None,
        "artifact": session.get_one(Artifact, run.artifact_digest) if run.artifact_digest else None,
        "input": _shown(run.request),
    }


def _home(session: Session, run: Run) -> str:
    """Where a result belongs: its artifact, or the project that it previewed, if that is still there."""
    if run.artifact_digest:
        return f"/artifacts/{run.artifact_digest}"
    project = session.get(Project, run.project_id) if run.project_id else None
    return f"/projects/{project.name}" if project else "/projects"


def _shown(request: dict[str, Any]) -> str:
    """What the run was given, as JSON without the parts that were left empty; the whole of it is in the JSON answer."""
    given = {name: value for name, value in request.items() if value and name != "sources"}
    return truncate(printable(json.dumps(given, indent=2, ensure_ascii=False)), MOST_INPUT_CHARACTERS)
