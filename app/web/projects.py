"""The list of projects, making one and deleting one."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.builds import service as builds
from app.db.models import Build, Project
from app.http.deps import Unit
from app.projects import service
from app.web import new_project, questions
from app.web.confirm import ask
from app.web.new_project import Typed
from app.web.paging import SHOWN, After, part
from app.web.templating import page

router = APIRouter()

# Wider than any acceptable value, so that a mistake is answered at its field and a flood is not.
Text = Annotated[str, Form(max_length=1000)]


@dataclass(frozen=True)
class Listed:
    """A project in the list, with its newest build."""

    project: Project
    build: Build | None


@router.get("/projects")
def list_projects(request: Request, session: Unit, after: After = None) -> Response:
    """Projects by name, with the state of their newest build."""
    shown = part(service.page(session, after, SHOWN + 1), lambda project: project.name)
    rows = [_listed(session, project) for project in shown.rows]
    return page(request, "projects.html", rows=rows, next=shown.next, after=after)


@router.get("/new-project")
def new_project_form(request: Request) -> Response:
    """The form for a new project."""
    return page(request, "new_project.html", **new_project.form(Typed()))


@router.get("/new-project/name")
def check_new_name(request: Request, session: Unit, name: Annotated[str, Query(max_length=1000)] = "") -> Response:
    """What there is to say about a name while it is typed, as a fragment."""
    remarks = new_project.remarks(session, name.strip())
    return page(request, "new_project/name_remarks.html", remarks=remarks)


@router.post("/new-project")
def create_project(
    request: Request, session: Unit, name: Text = "", kind: Text = "", api_version: Text = ""
) -> Response:
    """Make a project from its kind's template; on a mistake the form again, with what was typed."""
    typed = Typed(name.strip(), kind, api_version)
    made = new_project.make(session, typed)
    if isinstance(made, new_project.Mistakes):
        return page(request, "new_project.html", made.status, **new_project.form(typed, made))
    return RedirectResponse(f"/projects/{made.name}", 303)


@router.get("/projects/{name}/delete")
def ask_to_delete(request: Request, name: str, session: Unit) -> Response:
    """Ask before a project goes."""
    return ask(request, questions.delete_project(service.get(session, name)))


@router.post("/projects/{name}/delete")
def delete_project(name: str, session: Unit) -> Response:
    """Remove a project; its builds and artifacts stay."""
    service.delete_project(session, service.get(session, name))
    return RedirectResponse("/projects", 303)


def _listed(session: Session, project: Project) -> Listed:
    newest = builds.of_project(session, project, limit=1)
    return Listed(project, newest[0] if newest else None)
