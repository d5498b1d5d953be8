"""Saving one file from the page. Two people who change different files do not stand in each other's way."""

from dataclasses import dataclass

from sqlmodel import Session
from starlette.datastructures import FormData

from app.db.models import Project, Revision
from app.errors import NotFound
from app.projects import revisions, service
from app.web.project import forms, texts


@dataclass(frozen=True)
class Clash:
    """The file was changed since the edit began; ``theirs`` is None where it was removed or is no text."""

    path: str
    base: int
    head: int
    mine: str
    theirs: str | None


def save_form(session: Session, project: Project, form: FormData) -> Revision | Clash:
    """Store the open file's text as a revision, or answer both texts. The fields are those of ``clash_of``."""
    found = clash_of(session, project, form)
    if found is not None:
        return found
    path = forms.text(form, "path")
    theirs = _content(session, project, project.head, path)
    mine = texts.to_store(path, forms.text(form, "content"), theirs)
    return service.change_files(session, project, project.head, {path: mine})


def clash_of(session: Session, project: Project, form: FormData) -> Clash | None:
    """Both texts, where somebody else changed the open file since the edit began.

    Fields: path, base (the revision the edit started from), content, and anyway: the newest revision that the user
    has seen and wants to save over.
    """
    path, typed = forms.text(form, "path"), forms.text(form, "content")
    base = forms.number(form, "base")
    has_seen = forms.text(form, "anyway") == str(project.head)
    theirs = _content(session, project, project.head, path)
    moved_on = base != project.head and _content(session, project, base, path) != theirs
    if not moved_on or has_seen or texts.to_store(path, typed, theirs) == theirs:
        return None
    shown = None if theirs is None else texts.shown(theirs)
    return Clash(path, base, project.head, forms.unix_lines(typed), shown)


def _content(session: Session, project: Project, number: int, path: str) -> bytes | None:
    try:
        return revisions.content(session, revisions.numbered(session, project, number), path)
    except NotFound:
        return None
