"""A project as the checks look at it: its newest revision, with what is being typed laid over it."""

from collections.abc import Mapping

from sqlmodel import Session

from app.db.models import Project
from app.operators.checker import Subject
from app.operators.files import check_files
from app.operators.kinds import ApiVersion, Kind
from app.projects import revisions
from app.projects.files import Files, with_changes
from app.projects.texts import encoded


def subject(
    session: Session, project: Project, typed: Mapping[str, str | None] | None = None, *, adapter: bool = True
) -> Subject:
    """The newest revision with ``typed`` (path to text, None for a file to be left out) laid over it.

    Invalid or LimitExceeded where the files cannot make up a project.
    """
    return laid_over(project, revisions.contents(session, revisions.head(session, project)), typed, adapter=adapter)


def laid_over(
    project: Project, stored: Files, typed: Mapping[str, str | None] | None = None, *, adapter: bool = True
) -> Subject:
    """``subject`` for whoever has read the stored files."""
    changes = {path: None if text is None else encoded(path, text) for path, text in (typed or {}).items()}
    files = with_changes(stored, changes)
    if typed:
        check_files(files)
    kind, api_version = Kind(project.kind), ApiVersion(project.api_version)
    return Subject(kind, api_version, project.name, files, adapter=adapter)
