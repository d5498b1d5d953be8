"""Projects and their history."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from starlette.responses import StreamingResponse

from app.api import views
from app.api.kinds import TEMPLATE
from app.api.paging import DEFAULT_LIMIT, MOST_NUMBER, After, Limit
from app.api.schemas.common import Page
from app.api.schemas.projects import (
    NewProject,
    NewRevision,
    ProjectDetails,
    ProjectOut,
    RevisionDetails,
    RevisionName,
    RevisionOut,
)
from app.db.models import Project, Revision
from app.db.session import reading
from app.errors import Invalid
from app.exporting.everything import everything
from app.http.deps import CheckTurn, Of, Unit
from app.http.downloads import attachment
from app.http.studio import Studio
from app.kit.archives import unzipped, zipped
from app.packages.service import requirements_of
from app.projects import export, revisions, service
from app.projects.subject import subject
from app.projects.texts import encoded

router = APIRouter(prefix="/projects", tags=["projects"])


@router.get("")
def list_projects(session: Unit, after: After = None, limit: Limit = DEFAULT_LIMIT) -> Page[ProjectOut]:
    """Projects in the order of their names."""
    rows = service.page(session, after, limit + 1)
    return views.page_of(rows, limit, views.project_out, lambda project: project.name)


@router.post("", status_code=201)
def create_project(body: NewProject, session: Unit, response: Response) -> ProjectDetails:
    """Make a project from a source text or from the kind's template."""
    if body.template not in {None, TEMPLATE}:
        raise Invalid("template_unknown", f"There is no template {body.template!r}; GET /api/v1/kinds lists them.")
    project = service.create(session, body.name, body.kind, body.api_version, body.source)
    response.headers["Location"] = f"/api/v1/projects/{project.name}"
    return views.project_details(session, project)


@router.get("/{name}")
def show_project(name: str, session: Unit) -> ProjectDetails:
    """A project with the files of its newest revision."""
    return views.project_details(session, service.get(session, name))


@router.delete("/{name}", status_code=204)
def delete_project(name: str, session: Unit) -> None:
    """Remove a project with its revisions; its builds and artifacts stay."""
    service.delete_project(session, service.get(session, name))


@router.get("/{name}/revisions")
def list_revisions(
    name: str,
    session: Unit,
    after: Annotated[int | None, Query(ge=1, le=MOST_NUMBER, description="Go on below this revision number.")] = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Page[RevisionOut]:
    """The history, newest first."""
    rows = revisions.history(session, service.get(session, name), after, limit + 1)
    return views.page_of(rows, limit, views.revision_out, lambda revision: str(revision.number))


@router.post("/{name}/revisions", status_code=201)
def save_revision(name: str, body: NewRevision, session: Unit) -> RevisionDetails:
    """Change several files at once; 409 when `base` is not the newest revision any more."""
    project = service.get(session, name)
    changes = {path: None if text is None else encoded(path, text) for path, text in body.files.items()}
    revision = service.change_files(session, project, body.base, changes)
    return _details(session, revision)


@router.get("/{name}/revisions/{number}")
def show_revision(name: str, number: Annotated[int, Path(ge=1, le=MOST_NUMBER)], session: Unit) -> RevisionDetails:
    """One revision and its files."""
    return _details(session, revisions.numbered(session, service.get(session, name), number))


@router.patch("/{name}/revisions/{number}")
def name_revision(
    name: str, number: Annotated[int, Path(ge=1, le=MOST_NUMBER)], body: RevisionName, session: Unit
) -> RevisionDetails:
    """Give a revision a name, or take it away; the files of a revision never change."""
    revision = revisions.numbered(session, service.get(session, name), number)
    revisions.name(session, revision, body.label)
    return _details(session, revision)


@router.get("/{name}/bindings.zip", response_class=Response)
def bindings(name: str, session: Unit, studio: Of) -> Response:
    """The Python bindings of the project's world, for an editor on one's own machine."""
    project = service.get(session, name)
    target = subject(session, project).world
    return _zip(studio.bindings.ensure(target).read_bytes(), f"{target.module}-{target.api_version}-bindings.zip")


@router.get("/{name}/export.zip", response_class=Response)
def export_project(name: str, studio: Of, _turn: CheckTurn) -> Response:
    """Sources, adapter, bindings, interface definitions and build commands: all it takes to build elsewhere."""
    project, files = _exported(studio, name)
    return _zip(zipped(files), f"{project.name}-r{project.head}.zip")


@router.get("/{name}/everything.zip", response_class=StreamingResponse)
def export_everything(name: str, studio: Of, _turn: CheckTurn) -> StreamingResponse:
    """The same with the built components, where they come from, and the collections that the project has chosen."""
    _, files = _exported(studio, name)
    with reading(studio.engine) as session:
        project = service.get(session, name)
        pieces = everything(session, studio.engine, studio.blobs, project, files)
    disposition = attachment(f"{project.name}-r{project.head}-everything.zip")
    return StreamingResponse(pieces, media_type="application/zip", headers={"Content-Disposition": disposition})


def _exported(studio: Studio, name: str) -> tuple[Project, dict[str, bytes]]:
    with reading(studio.engine) as session:
        project = service.get(session, name)
        shown = subject(session, project)
    requirements = requirements_of(shown.files, studio.settings)
    packages = studio.packages.known(requirements) if requirements is not None else None
    lazy_imports = [*studio.checker.lazy_imports(shown), *(packages.lazy_imports if packages else [])]
    bindings = unzipped(studio.bindings.ensure(shown.world).read_bytes())
    return project, export.exported(project, shown.files, lazy_imports, packages.lock if packages else None, bindings)


def _details(session: Unit, revision: Revision) -> RevisionDetails:
    files = [views.file_out(file) for file in revisions.listing(session, revision)]
    return RevisionDetails(**views.revision_out(revision).model_dump(), files=files)


def _zip(content: bytes, file_name: str) -> Response:
    return Response(content, media_type="application/zip", headers={"Content-Disposition": attachment(file_name)})
