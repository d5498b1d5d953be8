"""The files of a project as somebody sees them who edits it: the newest revision with all unsaved text."""

from sqlmodel import Session

from app.db.models import Project
from app.projects import drafts, revisions
from app.projects.files import Files


def as_typed(session: Session, project: Project) -> tuple[Files, frozenset[str]]:
    """The files, and which of them are unsaved. A draft of a file that is gone does not count."""
    stored = revisions.contents(session, revisions.head(session, project))
    unsaved = [draft.path for draft in drafts.of_project(session, project) if draft.path in stored]
    return drafts.laid_over(session, project, stored, unsaved), frozenset(unsaved)
