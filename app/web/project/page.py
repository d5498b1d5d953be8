"""The project page itself."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.http.deps import Of, Unit
from app.http.problems import status_of
from app.projects import service
from app.web.project.view import ProjectPage, project_page
from app.web.templating import page

router = APIRouter()

Name = Annotated[str | None, Query(max_length=1000)]


@router.get("/projects/{name}")
def show_project(
    request: Request, name: str, session: Unit, studio: Of, file: Name = None, payload: Name = None, run: Name = None
) -> Response:
    """Files, editor, test panel and build panel; with a file of choice, a sample payload, or an older run's result."""
    return whole(request, project_page(session, studio, service.get(session, name), file, payload, run))


def whole(request: Request, shown: ProjectPage) -> Response:
    """The page, with the status of the problem that it tells."""
    status = status_of(shown.problem) if shown.problem else 200
    return page(request, "project.html", status, view=shown)
