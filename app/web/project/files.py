"""Adding, renaming and removing a project's files."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.db.models import Project
from app.errors import Conflict, NotFound, StudioError
from app.http.deps import Unit
from app.http.problems import status_of
from app.operators.files import check_path
from app.operators.names import entry_path
from app.projects import revisions, service
from app.web.project import forms
from app.web.project.forms import Form
from app.web.templating import page

router = APIRouter(prefix="/projects/{name}")

Path = Annotated[str, Query(max_length=1000)]


@router.get("/files/new")
def new_file_form(request: Request, name: str, session: Unit) -> Response:
    """The form of the dialog, as a page."""
    project = service.get(session, name)
    return page(request, "project/new_file.html", project=project, path="", error=None)


@router.post("/files/new")
def new_file(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Add an empty file and open it."""
    project = service.get(session, name)
    path = forms.text(form, "path").strip()
    try:
        _must_be_free(session, project, path)
        service.change_file(session, project, path, b"")
    except StudioError as error:
        session.rollback()
        status = status_of(error)
        return page(request, "project/new_file.html", status, project=project, path=path, error=error.detail)
    return to_file(name, path)


@router.get("/files/edit")
def edit_file_form(request: Request, name: str, session: Unit, path: Path) -> Response:
    """Rename or delete a file."""
    project = service.get(session, name)
    revisions.content(session, revisions.head(session, project), path)
    return _edit_page(request, project, path)


@router.post("/files/rename")
def rename_file(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Give a file another path; what it holds stays."""
    project = service.get(session, name)
    path, to = forms.text(form, "path"), forms.text(form, "to").strip()
    if to == path:
        return to_file(name, path)
    try:
        data = revisions.content(session, revisions.head(session, project), path)
        _must_be_free(session, project, to)
        service.change_files(session, project, project.head, {path: None, to: data})
    except StudioError as error:
        session.rollback()
        return _edit_page(request, project, path, to, error)
    return to_file(name, to)


@router.post("/files/delete")
def delete_file(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Remove a file; older revisions keep it."""
    project = service.get(session, name)
    path = forms.text(form, "path")
    try:
        service.change_file(session, project, path, None)
    except StudioError as error:
        session.rollback()
        return _edit_page(request, project, path, path, error)
    return RedirectResponse(f"/projects/{name}", 303)


def to_file(name: str, path: str) -> Response:
    """The page with a file open."""
    return RedirectResponse(f"/projects/{name}?file={forms.quoted(path)}", 303)


def _edit_page(
    request: Request, project: Project, path: str, to: str | None = None, error: StudioError | None = None
) -> Response:
    return page(
        request,
        "project/edit_file.html",
        status_of(error) if error else 200,
        project=project,
        path=path,
        to=path if to is None else to,
        is_entry=path == entry_path(project.name),
        error=error.detail if error else None,
    )


def _must_be_free(session: Session, project: Project, path: str) -> None:
    check_path(path)
    try:
        revisions.content(session, revisions.head(session, project), path)
    except NotFound:
        return
    raise Conflict("file_exists", f"There is a file {path} already. Choose another name, or open that one.")
