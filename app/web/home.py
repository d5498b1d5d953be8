"""The way in."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse

from app.http.deps import Unit
from app.projects import tour

router = APIRouter()


@router.get("/")
def home(session: Unit) -> RedirectResponse:
    """A first visit leads to the sample, ready to run; every other one to the projects."""
    sample = tour.first_visit(session)
    return RedirectResponse(f"/projects/{sample}" if sample else "/projects", 303)
