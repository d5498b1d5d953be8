"""Taking the tour anew, and never being offered it again."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse

from app.http.deps import Unit
from app.projects import service, tour

router = APIRouter()

Name = Annotated[str, Form(max_length=1000)]


@router.get("/tour")
def take_tour(session: Unit) -> RedirectResponse:
    """The tour, on the sample's page or another project's."""
    name = tour.place(session)
    return RedirectResponse(f"/projects/{name}?tour=1" if name else "/projects", 303)


@router.post("/tour/dismissed")
def dismiss_tour(session: Unit, project: Name = "") -> RedirectResponse:
    """Do not offer the tour again."""
    tour.dismiss(session)
    name = service.get(session, project).name if project else None
    return RedirectResponse(f"/projects/{name}" if name else "/projects", 303)
