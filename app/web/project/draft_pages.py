"""Unsaved text as pages: what is a draft now, and what was set aside. All of it works without JavaScript."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from app.errors import NotFound
from app.http.deps import Unit
from app.projects import aside, drafts, service
from app.projects.drafts import Typed
from app.web.project import forms
from app.web.project.forms import Form
from app.web.project.links import to_file
from app.web.project.texts import language_of
from app.web.templating import page

router = APIRouter(prefix="/projects/{name}/drafts")

Path = Annotated[str, Query(max_length=1000)]


@router.get("")
def list_drafts(request: Request, name: str, session: Unit) -> Response:
    """Everything that is unsaved, and everything that gave way."""
    project = service.get(session, name)
    rows, kept = drafts.of_project(session, project), aside.of_project(session, project)
    return page(request, "project/drafts.html", project=project, drafts=rows, aside=kept)


@router.get("/text")
def show_draft(request: Request, name: str, session: Unit, path: Path) -> Response:
    """One draft, which can be changed and saved."""
    project = service.get(session, name)
    draft = drafts.find(session, project, path)
    if draft is None:
        raise NotFound("draft_unknown", f"There is no unsaved text of {path[:200]} any more. It was saved or given up.")
    text = draft.content.decode()
    return page(request, "project/draft.html", project=project, draft=draft, text=text)


@router.post("/give-up")
def give_up(name: str, form: Form, session: Unit) -> Response:
    """Put a draft among what was set aside."""
    project = service.get(session, name)
    drafts.drop(session, project, forms.text(form, "path"), forms.text(form, "stamp"), "given-up")
    return RedirectResponse(f"/projects/{name}/drafts", 303)


@router.get("/aside/{aside_id}")
def show_aside(request: Request, name: str, aside_id: str, session: Unit) -> Response:
    """One text that gave way, to be read."""
    project = service.get(session, name)
    row = aside.get(session, project, aside_id)
    text, language = row.content.decode(), language_of(row.path)
    return page(request, "project/aside.html", project=project, row=row, text=text, language=language)


@router.post("/aside/{aside_id}/take-back")
def take_back(name: str, aside_id: str, session: Unit) -> Response:
    """Make it the draft of its file again; a draft that is there is set aside."""
    project = service.get(session, name)
    row = aside.get(session, project, aside_id)
    present = drafts.find(session, project, row.path)
    typed = Typed(row.path, row.content.decode(), row.base, present.stamp if present else None)
    drafts.keep(session, project, typed, over=True)
    return to_file(name, row.path)
