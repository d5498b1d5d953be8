"""The measurements of a project or artifact: as a page, or the newest one beside the form that asks for more."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from sqlmodel import Session
from starlette.responses import Response

from app.db.models import Artifact, Project, Run
from app.kit.digests import short_digest
from app.runs import service
from app.runs.measure import MEASURE
from app.web import performance
from app.web.paging import SHOWN, part
from app.web.performance_compare import label
from app.web.templating import is_fragment, page


@dataclass(frozen=True)
class Subject:
    """What is measured: its name, the address of its page, and how its runs are found."""

    name: str
    home: str
    section: str
    digest: str | None = None
    project_id: str | None = None

    def runs(self, session: Session, after: str | None, limit: int) -> list[Run]:
        """Its measurements, newest first."""
        return service.listing(session, self.digest, after, limit, project_id=self.project_id, purpose=MEASURE)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way to it."""
        return [(self.section, f"/{self.section.lower()}"), (self.name, self.home)]


def of_project(project: Project) -> Subject:
    """Measurements asked for from a project, in either lane."""
    return Subject(project.name, f"/projects/{project.name}", "Projects", project_id=project.id)


def of_artifact(artifact: Artifact) -> Subject:
    """Measurements of one component, whoever asked for them."""
    name = f"{artifact.name} {short_digest(artifact.digest)}"
    return Subject(name, f"/artifacts/{artifact.digest}", "Artifacts", digest=artifact.digest)


def show(request: Request, session: Session, subject: Subject, after: str | None) -> Response:
    """All of them as a page; as a fragment the newest one with its figures."""
    if is_fragment(request):
        newest = subject.runs(session, None, 1)
        return (
            performance.state(request, session, newest[0])
            if newest
            else page(request, "performance/none.html", action=f"{subject.home}/performance")
        )
    shown = part(subject.runs(session, after, SHOWN + 1), lambda run: run.id)
    context: dict[str, Any] = {"name": subject.name, "home": subject.home, "crumbs": subject.crumbs}
    rows = [(run, label(session, run)) for run in shown.rows]
    here = f"{subject.home}/performance"
    return page(
        request, "performance/list.html", section=subject.section, rows=rows, next=shown.next, here=here, **context
    )
