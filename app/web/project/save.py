"""Saving the open file from the page."""

import json
from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import Response

from app.builds import service as builds
from app.db.models import Project
from app.errors import StudioError
from app.http.deps import Unit
from app.http.problems import status_of
from app.projects import revisions, service
from app.web.project import forms, run_view
from app.web.project.forms import Form
from app.web.project.links import to_file
from app.web.project.saving import Clash, save_form
from app.web.project.view import SHOWN_REVISIONS
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}")


@router.post("/save")
def save(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Store the open file as a revision; 409 with both texts when somebody else changed it in the meantime."""
    project = service.get(session, name)
    path = forms.text(form, "path")
    try:
        saved = save_form(session, project, form)
    except StudioError as error:
        session.rollback()
        return not_saved(request, project, form, error)
    if isinstance(saved, Clash):
        return clash(request, project, saved)
    if not is_fragment(request):
        return to_file(name, path)
    return saved_marks(saved_parts(request, session, project, "project/saved.html"), project, path)


def clash(request: Request, project: Project, both: Clash) -> Response:
    """Both texts and the choice between them: beside the editor, or as a page of its own."""
    template = "project/clash.html" if is_fragment(request) else "project/clash_page.html"
    response = page(request, template, 409, project=project, clash=both)
    return retarget(response, "#code-notice")


def retarget(response: Response, selector: str) -> Response:
    """Have htmx put an answer into another place than the one that asked."""
    response.headers["HX-Retarget"] = selector
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def saved_marks(response: Response, project: Project, path: str) -> Response:
    """Tell the editor that what it sent is stored."""
    # json.dumps leaves ASCII only, which is all that a header can carry.
    saved = {"path": path, "base": str(project.head)}
    response.headers["HX-Trigger"] = json.dumps({"studio:saved": saved})
    return response


def saved_parts(request: Request, session: Session, project: Project, template: str, **more: Any) -> Response:
    """Everything on the page that names the newest revision."""
    last = builds.of_project(session, project, 1)
    return page(
        request,
        template,
        project=project,
        revisions=revisions.history(session, project, None, SHOWN_REVISIONS),
        target=run_view.target(session, project),
        shown_revision=run_view.last_revision(session, project),
        build_is_older=not last or last[0].revision != project.head,
        **more,
    )


def not_saved(request: Request, project: Project, form: FormData, error: StudioError) -> Response:
    """Why the text was not stored: beside the editor, or as a page that shows it again."""
    content = forms.unix_lines(forms.text(form, "content"))
    path, base = forms.text(form, "path"), forms.text(form, "base")
    template = "project/notice.html" if is_fragment(request) else "project/not_saved.html"
    response = page(
        request, template, status_of(error), project=project, error=error, path=path, base=base, content=content
    )
    return retarget(response, "#code-notice")
