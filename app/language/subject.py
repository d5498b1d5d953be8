"""What a language server is to know of a project."""

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from app.db.models import Project
from app.db.session import reading
from app.operators.checker import Subject as Checked
from app.operators.kinds import ApiVersion, Kind
from app.operators.packages.requirements import PATH as REQUIREMENTS
from app.operators.worlds import World
from app.projects import drafts, revisions, service
from app.projects.files import Files


@dataclass(frozen=True)
class Subject:
    """A project's files, and the world they are written for."""

    files: Files
    world: World

    @property
    def fixed(self) -> tuple[World, bytes | None]:
        """What decides on the bindings and packages that are laid out for it."""
        return self.world, self.files.get(REQUIREMENTS)


def subject_of(engine: Engine, name: str) -> Subject:
    """A project as it is now; NotFound when there is none."""
    with reading(engine) as session:
        project = service.get(session, name)
        files = _files(session, project)
    checked = Checked(Kind(project.kind), ApiVersion(project.api_version), project.name, files)
    return Subject(files, checked.world)


def _files(session: Session, project: Project) -> Files:
    """The newest revision, with the drafts of what is not saved laid over it."""
    stored = revisions.contents(session, revisions.head(session, project))
    paths = [draft.path for draft in drafts.of_project(session, project)]
    return drafts.laid_over(session, project, stored, paths)
