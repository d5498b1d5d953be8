"""Searching all files of a project, with the unsaved text in them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.db.session import reading
from app.errors import StudioError
from app.http.deps import CheckTurn, Of
from app.http.problems import status_of
from app.projects import search, service
from app.projects.search import Asked, Found
from app.projects.unsaved import as_typed
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}/files/search")

Text = Annotated[str, Query(max_length=10_000)]
Tick = Annotated[str, Query(max_length=10)]


@router.get("")
def search_files(
    request: Request, name: str, studio: Of, _turn: CheckTurn,
    q: Text = "", regex: Tick = "", case: Tick = "", word: Tick = "",
) -> Response:  # fmt: skip
    """The places, by file; nothing is searched for before something is typed."""
    with reading(studio.engine) as session:
        project = service.get(session, name)
        files, unsaved = as_typed(session, project)
    asked = Asked(q, bool(regex), bool(case), bool(word))
    found: Found | None = None
    problem: StudioError | None = None
    if q:
        try:
            found = search.search(files, asked, unsaved)
        except StudioError as error:
            problem = error
    template = "project/search_results.html" if is_fragment(request) else "project/search_page.html"
    status = status_of(problem) if problem else 200
    return page(request, template, status, project=project, asked=asked, found=found, error=problem)
