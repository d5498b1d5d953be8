"""The files of a project as somebody sees them who edits it: the newest revision with all unsaved text."""

from collections.abc import Mapping

from sqlmodel import Session

from app.db.models import Draft, Project
from app.projects import drafts, revisions
from app.projects.files import Files


def as_typed(session: Session, project: Project) -> tuple[Files, frozenset[str]]:
    """The files, and which of them are unsaved. A draft of a file that is gone does not count."""
    stored = revisions.contents(session, revisions.head(session, project))
    unsaved = [draft.path for draft in drafts.of_project(session, project) if draft.path in stored]
    return drafts.laid_over(session, project, stored, unsaved), frozenset(unsaved)


def with_drafts(
    session: Session, project: Project, typed: Mapping[str, str | None] | None = None
) -> dict[str, str | None]:
    """What is typed, and below it the drafts of other files that the newest revision has; text by path, None for a
    file to be left out."""
    return {draft.path: draft.content.decode() for draft in current(session, project)} | dict(typed or {})


def current(session: Session, project: Project) -> list[Draft]:
    """The drafts of files that the newest revision has."""
    paths = {file.path for file in revisions.listing(session, revisions.head(session, project))}
    return [draft for draft in drafts.of_project(session, project) if draft.path in paths]
