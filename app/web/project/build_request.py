"""Asking for a build from the page: what is on the screen is saved and checked, and then built."""

import json
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.builds import service
from app.builds.gate import refuse_errors
from app.db.session import reading, unit_of_work
from app.errors import Invalid
from app.http.deps import CheckTurn, Of, Owner
from app.http.studio import Studio
from app.projects import service as projects
from app.web.project import forms
from app.web.project.build import panel_of
from app.web.project.check import answer
from app.web.project.check_view import checked
from app.web.project.checking import Look, asked_by, look, with_adapter
from app.web.project.forms import Form
from app.web.project.save import clash, saved_marks, saved_parts
from app.web.project.saving import Clash, save_form
from app.web.templating import is_fragment

router = APIRouter()

MODES = ("release", "debug")


@router.post("/projects/{name}/builds")
def request_build(request: Request, name: str, form: Form, studio: Of, who: Owner, _turn: CheckTurn) -> Response:
    """Save the open file where the form carries it, check the project, then build the newest revision.

    Errors stop it, unless the form says force=1. No unit of work is open while the checks read the sources.
    """
    mode = _mode(form)
    with unit_of_work(studio.engine) as session:
        project = projects.get(session, name)
        saved = save_form(session, project, form) if "content" in form else None
    if isinstance(saved, Clash):
        return clash(request, project, saved)
    if forms.text(form, "force") != "1":
        found = look(studio, name, replace(asked_by(form), content=None))
        if _has_errors(found):
            return _refused(request, studio, found, form)
    return _requested(request, studio, name, form, mode, who)


def _refused(request: Request, studio: Studio, found: Look, form: FormData) -> Response:
    """The errors, with the ways on. What was typed is stored by now."""
    asked = asked_by(form)
    if not is_fragment(request):
        stored = replace(asked, content=None)
        return answer(request, checked(found, stored, refused=True), stored, http_status=422)
    shown = checked(found, asked, refused=True)
    with reading(studio.engine) as session:
        response = saved_parts(request, session, found.project, "project/build_refused.html", checked=shown)
    response.status_code = 422
    events: dict[str, dict[str, str]] = {"studio:show-tab": {"name": "problems"}}
    if asked.content is not None:
        events["studio:saved"] = {"path": asked.path, "base": str(found.project.head)}
    response.headers["HX-Trigger"] = json.dumps(events)
    return response


def _requested(request: Request, studio: Studio, name: str, form: FormData, mode: str, who: str) -> Response:
    with unit_of_work(studio.engine) as session:
        project = projects.get(session, name)
        requested = service.request(session, project, mode, who, adapter=with_adapter(form))
    if requested.job:  # its row is there by now, where a worker looks for it
        studio.queue.dispatch(requested.job, requested.build.id)
    if not is_fragment(request):
        return RedirectResponse(_back(name, form), 303)
    with reading(studio.engine) as session:
        response = panel_of(request, session, studio, project, requested.build, "project/build_started.html")
    return saved_marks(response, project, forms.text(form, "path")) if "content" in form else response


def _has_errors(found: Look) -> bool:
    try:
        refuse_errors(found.found)
    except Invalid:
        return True
    return False


def _mode(form: FormData) -> str:
    mode = forms.text(form, "mode", MODES[0])
    if mode not in MODES:
        raise Invalid("mode_unknown", "A build's mode is release or debug.")
    return mode


def _back(name: str, form: FormData) -> str:
    path = forms.text(form, "path")
    return f"/projects/{name}{'?file=' + forms.quoted(path) if path else ''}#build"
