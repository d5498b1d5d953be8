"""Two texts of one file, and the choice between them: what the editor asks for when a draft meets another text."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.http.deps import Unit
from app.projects import service
from app.web.project.forms import Form
from app.web.project.saving import clash_of, draft_clash
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}")


@router.post("/clash")
def show_clash(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Both texts: somebody else's draft first, then a newer revision; nothing where they have become one."""
    project = service.get(session, name)
    found = draft_clash(session, project, form) or clash_of(session, project, form)
    if found is None:
        return HTMLResponse("") if is_fragment(request) else RedirectResponse(f"/projects/{name}", 303)
    template = "project/clash.html" if is_fragment(request) else "project/clash_page.html"
    return page(request, template, project=project, clash=found)
