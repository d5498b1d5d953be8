"""Where the preview of a project's API version stands, and trying again to prepare it."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.db.models import Project
from app.http.deps import Of, Unit
from app.http.studio import Studio
from app.operators.kinds import ApiVersion
from app.projects import service as projects
from app.web.project import run_view
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}")


@router.get("/preview")
def show_preview(request: Request, name: str, session: Unit, studio: Of) -> Response:
    """What the page asks for until the preview is ready."""
    project = projects.get(session, name)
    return _fragment(request, studio, project) if is_fragment(request) else RedirectResponse(f"/projects/{name}", 303)


@router.post("/preview")
def prepare_again(request: Request, name: str, session: Unit, studio: Of) -> Response:
    """Prepare it once more, where that failed."""
    project = projects.get(session, name)
    studio.previews.again(ApiVersion(project.api_version))
    return _fragment(request, studio, project) if is_fragment(request) else RedirectResponse(f"/projects/{name}", 303)


def _fragment(request: Request, studio: Studio, project: Project) -> Response:
    """Nothing once it is ready, so that the page has nothing left that asks."""
    found = run_view.preview(studio, project)
    if found is None:
        return HTMLResponse("")
    return page(request, "project/preview_state.html", project=project, preview=found)
