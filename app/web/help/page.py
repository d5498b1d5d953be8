"""The help: about a project's own interface, or about a kind of choice. A dialog on the project page, and a page."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.http.deps import Unit
from app.operators.kinds import DEFAULT_API_VERSION, ApiVersion, Kind
from app.projects import service
from app.web.help.search import found
from app.web.templating import is_fragment, page

router = APIRouter()

Words = Annotated[str, Query(max_length=200)]


@router.get("/help")
def show_help(
    request: Request, kind: Kind = Kind.MAP, api_version: ApiVersion = DEFAULT_API_VERSION, q: Words = ""
) -> Response:
    """About a kind in an API version."""
    address = f"/help?kind={kind}&api_version={api_version}"
    choices = {"kinds": _choices(Kind), "api_versions": _choices(ApiVersion)}
    return _answer(request, address=address, project=None, help=found(kind, api_version, q), **choices)


@router.get("/projects/{name}/help")
def show_project_help(request: Request, name: str, session: Unit, q: Words = "") -> Response:
    """About the interface of this project's operator."""
    project = service.get(session, name)
    about = found(Kind(project.kind), ApiVersion(project.api_version), q)
    return _answer(request, address=f"/projects/{project.name}/help", project=project, help=about)


def _answer(request: Request, **context: Any) -> Response:
    live = is_fragment(request)
    return page(request, "help/found.html" if live else "help/page.html", live=live, **context)


def _choices(of: type[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in of]
