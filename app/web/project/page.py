"""The project page itself."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.http.deps import Of, Unit
from app.http.problems import status_of
from app.projects import service
from app.projects import tour as tours
from app.web.project.view import ProjectPage, project_page
from app.web.templating import page

router = APIRouter()

Name = Annotated[str | None, Query(max_length=1000)]


@router.get("/projects/{name}")
def show_project(
    request: Request,
    name: str,
    session: Unit,
    studio: Of,
    file: Name = None,
    payload: Name = None,
    run: Name = None,
    tour: Name = None,
) -> Response:
    """Files, editor, test panel and build panel; with a file of choice, a sample payload, or an older run's result."""
    shown = project_page(session, studio, service.get(session, name), file, payload, run)
    return whole(request, replace(shown, tour=_tour(session, name, asked=tour is not None)))


def _tour(session: Session, name: str, *, asked: bool) -> str:
    if asked:
        return "asked"
    return "offered" if tours.is_offered(session, name) else ""


def whole(request: Request, shown: ProjectPage) -> Response:
    """The page, with the status of the problem that it tells."""
    status = status_of(shown.problem) if shown.problem else 200
    return page(request, "project.html", status, view=shown)
