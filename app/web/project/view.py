"""What the whole page shows, put together for its template."""

from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from app.builds.key import toolchain
from app.db.models import Artifact, Draft, Project, Revision, RevisionFile
from app.errors import NotFound, StudioError
from app.http.studio import Studio
from app.operators.kinds import ApiVersion, Kind
from app.operators.names import entry_path, extension_note
from app.projects import drafts, revisions
from app.projects.tree import Folder, tree_of
from app.web.project import build_view, run_view, texts
from app.web.project.build_view import BuildPanel
from app.web.project.drafts import draft_out
from app.web.project.run_fields import Fields
from app.web.project.run_view import TestPanel
from app.web.project.texts import OpenFile

SHOWN_REVISIONS = 12


@dataclass(frozen=True)
class ProjectPage:
    """The project page; ``problem`` is what went wrong on the way to it."""

    project: Project
    kind: Kind
    api_version: ApiVersion
    files: list[RevisionFile]
    open: OpenFile
    revisions: list[Revision]
    build: BuildPanel | None
    test: TestPanel
    download: Artifact | None
    note: str | None
    toolchain: dict[str, Any]
    drafts: list[Draft]
    problem: StudioError | None = None
    tour: str = ""  # asked: somebody wants it; offered: nobody has dismissed it yet

    @property
    def draft(self) -> Draft | None:
        """Unsaved text of the open file."""
        return next((draft for draft in self.drafts if draft.path == self.open.path), None)

    @property
    def tree(self) -> Folder:
        """The files as folders."""
        return tree_of(self.files)

    @property
    def open_files(self) -> dict[str, Any]:
        """What the editor begins with: which files there are, which have unsaved text, and that of the open one."""
        paths, unsaved = [file.path for file in self.files], [draft.path for draft in self.drafts]
        return {"files": paths, "drafts": unsaved, "draft": draft_out(self.draft) if self.draft else None}

    @property
    def entry(self) -> str:
        """The file that cannot be renamed or removed."""
        return entry_path(self.project.name)

    def with_fields(self, fields: Fields, problem: StudioError) -> "ProjectPage":
        """The page with what was typed into the test panel, and why that could not be run."""
        return replace(self, test=replace(self.test, fields=fields), problem=problem)


def project_page(
    session: Session,
    studio: Studio,
    project: Project,
    path: str | None = None,
    payload: str | None = None,
    run_id: str | None = None,
) -> ProjectPage:
    """The page with this file open, or else the entry file. A file that is gone is told on the page."""
    head = revisions.head(session, project)
    entry = entry_path(project.name)
    problem: StudioError | None = None
    try:
        data = revisions.content(session, head, path or entry)
    except NotFound as missing:
        data, path, problem = revisions.content(session, head, entry), entry, missing
    test = run_view.panel(session, studio, project, payload, run_id)
    return ProjectPage(
        project=project,
        kind=Kind(project.kind),
        api_version=ApiVersion(project.api_version),
        files=revisions.listing(session, head),
        open=texts.opened(path or entry, data),
        revisions=revisions.history(session, project, None, SHOWN_REVISIONS),
        build=build_view.newest(session, studio, project),
        test=test,
        download=run_view.component_of(session, test.target),
        note=extension_note(project.name),
        toolchain=toolchain(),
        drafts=drafts.of_project(session, project),
        problem=problem,
    )
