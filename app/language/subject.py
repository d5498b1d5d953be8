"""What a language server is to know of a project."""

from collections.abc import Collection, Mapping
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


@dataclass(frozen=True)
class Mark:
    """What tells whether a project has changed, without its files: the newest revision, and a stamp for each draft."""

    head: int
    drafts: Mapping[str, str]

    def differs(self, before: "Mark", without: Collection[str]) -> bool:
        """Whether anything is new, drafts of the paths ``without`` left aside."""
        changed = {path for path, _ in self.drafts.items() ^ before.drafts.items()}
        return self.head != before.head or not changed <= set(without)


def mark_of(engine: Engine, name: str) -> Mark:
    """A project's mark as it is now; NotFound when there is none."""
    with reading(engine) as session:
        project = service.get(session, name)
        return Mark(project.head, drafts.stamps(session, project))


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
