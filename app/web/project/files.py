"""Adding, renaming, copying and removing a project's files and folders. Each form is a page, and fits into a dialog."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.db.models import Project
from app.errors import Conflict, NotFound, StudioError
from app.http.deps import Unit
from app.operators.files import check_path
from app.operators.names import entry_path
from app.projects import moving, revisions, service, starters
from app.projects.tree import folders_of, free_path, meant
from app.web.project import forms
from app.web.project.files_changed import asked, changed, tree_context
from app.web.project.forms import Form
from app.web.templating import page

router = APIRouter(prefix="/projects/{name}/files")

Path = Annotated[str, Query(max_length=1000)]


@router.get("/tree")
def show_tree(request: Request, name: str, session: Unit) -> Response:
    """The list of the files alone, for a page that learnt of a change."""
    project = service.get(session, name)
    return page(request, "project/files_shown.html", project=project, **tree_context(session, project))


@router.get("/new")
def new_file_form(request: Request, name: str, session: Unit, folder: Path = "", starter: Path = "") -> Response:
    """Ask for the path of a new file, and what it begins with."""
    project = service.get(session, name)
    chosen = starters.known(starter)
    path = f"{folder.rstrip('/')}/" if folder else ""
    return _new(request, project, path + starters.usual_name(chosen, project.name), chosen)


@router.post("/new")
def new_file(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Add a file and open it."""
    project = service.get(session, name)
    path, starter = forms.text(form, "path").strip(), starters.known(forms.text(form, "starter"))
    try:
        _must_be_free(session, project, path)
        service.change_file(session, project, path, starters.text(starter, project).encode())
    except StudioError as error:
        session.rollback()
        return _new(request, project, path, starter, error)
    return changed(request, session, project, {"type": "added", "path": path}, path)


@router.get("/edit")
def edit_file_form(request: Request, name: str, session: Unit, path: Path) -> Response:
    """All that can be done with a file or a folder."""
    project = service.get(session, name)
    paths = _paths(session, project)
    found, path = meant(paths, path), path.rstrip("/")
    context: dict[str, Any] = {
        "path": path,
        "is_folder": path not in found,
        "is_entry": path == entry_path(project.name),
    }
    return asked(request, project, "edit", count=len(found), to=path, copy_to=free_path(paths, path), **context)


@router.get("/rename")
def rename_form(request: Request, name: str, session: Unit, path: Path) -> Response:
    """Ask for another path."""
    return _move(request, session, service.get(session, name), "move", path, path.rstrip("/"))


@router.post("/rename")
def rename_file(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Give a file or a folder another path; what is in it stays."""
    project = service.get(session, name)
    path, to = forms.text(form, "path"), forms.text(form, "to").strip()
    if to.rstrip("/") == path.rstrip("/"):
        return changed(request, session, project, {"type": "same"}, path)
    try:
        moving.move(session, project, path, to)
    except StudioError as error:
        session.rollback()
        return _move(request, session, project, "move", path, to, error)
    return _moved(request, session, project, "moved", path, to)


@router.get("/copy")
def copy_form(request: Request, name: str, session: Unit, path: Path) -> Response:
    """Ask for the path of the second one."""
    project = service.get(session, name)
    return _move(request, session, project, "copy", path, free_path(_paths(session, project), path.rstrip("/")))


@router.post("/copy")
def copy_file(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Make a second one of a file or a folder."""
    project = service.get(session, name)
    path, to = forms.text(form, "path"), forms.text(form, "to").strip()
    try:
        moving.copy(session, project, path, to)
    except StudioError as error:
        session.rollback()
        return _move(request, session, project, "copy", path, to, error)
    return _moved(request, session, project, "copied", path, to)


@router.get("/delete")
def delete_form(request: Request, name: str, session: Unit, path: Path) -> Response:
    """Ask before a file or a folder goes."""
    return _delete(request, session, service.get(session, name), path)


@router.post("/delete")
def delete_file(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Remove a file or a folder; older revisions keep it."""
    project = service.get(session, name)
    path = forms.text(form, "path")
    try:
        moving.remove(session, project, path)
    except StudioError as error:
        session.rollback()
        return _delete(request, session, project, path, error)
    return changed(request, session, project, {"type": "removed", "path": path.rstrip("/")}, None)


def _paths(session: Session, project: Project) -> list[str]:
    return [file.path for file in revisions.listing(session, revisions.head(session, project))]


def _new(
    request: Request, project: Project, path: str, starter: starters.Starter, error: StudioError | None = None
) -> Response:
    return asked(request, project, "new", error, path=path, starter=starter, starters=starters.Starter)


def _move(
    request: Request, session: Session, project: Project, form: str, path: str, to: str,
    error: StudioError | None = None,
) -> Response:  # fmt: skip
    paths = _paths(session, project)
    count = None if error else len(meant(paths, path))
    is_folder = path.rstrip("/") not in paths
    folders = folders_of(paths)
    return asked(request, project, form, error, path=path, to=to, count=count, is_folder=is_folder, folders=folders)


def _moved(request: Request, session: Session, project: Project, kind: str, path: str, to: str) -> Response:
    start = path.rstrip("/")
    target = f"{to}{start.rpartition('/')[2]}" if to.endswith("/") else to
    opened = target if target in _paths(session, project) else None
    return changed(request, session, project, {"type": kind, "path": start, "to": target}, opened)


def _delete(
    request: Request, session: Session, project: Project, path: str, error: StudioError | None = None
) -> Response:
    paths = _paths(session, project)
    found = [] if error else meant(paths, path)
    return asked(request, project, "delete", error, path=path.rstrip("/"), found=found)


def _must_be_free(session: Session, project: Project, path: str) -> None:
    check_path(path)
    try:
        revisions.content(session, revisions.head(session, project), path)
    except NotFound:
        return
    raise Conflict("file_exists", f"There is a file {path} already. Choose another name, or open that one.")
