"""Mending from the page: the change is shown first, and stored when it is agreed to."""

import json

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.db.models import Project
from app.db.session import reading
from app.errors import StudioError
from app.http.deps import CheckTurn, Of
from app.http.studio import Studio
from app.operators.names import entry_path
from app.projects import service
from app.web.project import forms
from app.web.project.fixing import Proposal, carry_out, proposal
from app.web.project.forms import Form
from app.web.project.links import to_file
from app.web.project.save import clash, not_saved, saved_parts
from app.web.project.saving import Clash
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}")

DIALOG = {"id": "fix"}


@router.post("/fix")
def fix(request: Request, name: str, form: Form, studio: Of, _turn: CheckTurn) -> Response:
    """Show what would be changed; with apply=1 store it, if it still is what was shown."""
    with reading(studio.engine) as session:
        project = service.get(session, name)
    try:
        made = proposal(studio, name, form)
        if isinstance(made, Clash):
            return _clash(request, project, made)
        if forms.text(form, "apply") != "1" or not made.files:
            return _shown(request, made)
        if forms.text(form, "shown") != made.shown:
            return _shown(request, made, has_changed=True)
        return _stored(request, studio, made)
    except StudioError as error:
        return not_saved(request, project, form, error)


def _shown(request: Request, made: Proposal, *, has_changed: bool = False) -> Response:
    is_part = is_fragment(request)
    template = "project/fix_shown.html" if is_part else "project/fix_page.html"
    status = 409 if has_changed else 200
    response = page(request, template, status, proposal=made, project=made.project, has_changed=has_changed)
    return _telling(response, {"studio:show-dialog": DIALOG}) if is_part else response


def _stored(request: Request, studio: Studio, made: Proposal) -> Response:
    project, text = carry_out(studio, made)
    if not is_fragment(request):
        return to_file(project.name, made.asked.path or entry_path(project.name))
    with reading(studio.engine) as session:
        response = saved_parts(request, session, project, "project/fixed.html", text=text)
    fixed = {"path": made.asked.path, "base": str(project.head)}
    return _telling(response, {"studio:close-dialog": DIALOG, "studio:fixed": fixed})


def _clash(request: Request, project: Project, both: Clash) -> Response:
    if not is_fragment(request):
        return clash(request, project, both)
    response = page(request, "project/fix_clash.html", 409, project=project, clash=both)
    return _telling(response, {"studio:close-dialog": DIALOG})


def _telling(response: Response, events: dict[str, dict[str, str]]) -> Response:
    response.headers["HX-Trigger"] = json.dumps(events)
    return response
