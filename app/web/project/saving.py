"""Saving from the page: the open file and the tab's other unsaved files, as one revision. Two people who change
different files do not stand in each other's way."""

from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session
from starlette.datastructures import FormData

from app.db.models import Draft, Project, Revision
from app.errors import NotFound
from app.kit.merging import merged
from app.projects import drafts, revisions, service
from app.projects.texts import shown, to_store, unix_lines
from app.web.project import forms


@dataclass(frozen=True)
class Clash:
    """Two texts of one file. ``theirs`` is that of the newest revision, None where the file was removed or is no text;
    with a ``stamp`` it is somebody else's draft. Both come from ``common``, the text at ``base``, if that is known."""

    path: str
    base: int
    head: int
    mine: str
    theirs: str | None
    common: str | None = None
    stamp: str = ""

    @cached_property
    def merged(self) -> str | None:
        """Both changes in one text, where they do not touch each other."""
        if self.common is None or self.theirs is None:
            return None
        return merged(self.common, self.mine, self.theirs)


def save_form(session: Session, project: Project, form: FormData) -> Revision | Clash:
    """Store what is unsaved as a revision, or answer both texts of a file that somebody else changed.

    The fields are those of ``clash_of``, and unsaved: the other files whose drafts are stored with it. What is stored
    is no draft any more.
    """
    found = _clash(session, project, form)
    if found is not None:
        return found
    files = revisions.contents(session, revisions.head(session, project))
    changes = drafts.changes_of(session, project, files, forms.texts(form, "unsaved"))
    typed = typed_file(form)
    if typed is not None:
        changes[typed[0]] = to_store(*typed, files.get(typed[0]))
    saved = service.change_files(session, project, project.head, changes)
    for path, content in changes.items():
        stamp = forms.text(form, "stamp") if typed and path == typed[0] else None
        drafts.saved(session, project, path, stamp, content)
    return saved


def typed_file(form: FormData) -> tuple[str, str] | None:
    """The open file's path and text; None where only drafts are meant."""
    if "content" not in form:
        return None
    return forms.text(form, "path"), forms.text(form, "content")


def clash_of(session: Session, project: Project, form: FormData) -> Clash | None:
    """Both texts, where somebody else changed the open file since the edit began.

    Fields: path, base (the revision the edit started from), content, and anyway: the newest revision that the user
    has seen and wants to save over.
    """
    typed = typed_file(form)
    if typed is None or forms.text(form, "anyway") == str(project.head):
        return None
    return _between(session, project, *typed, forms.number(form, "base"))


def draft_clash(session: Session, project: Project, form: FormData) -> Clash | None:
    """Both texts, where the draft of the open file is somebody else's: not the one of the field stamp."""
    typed = typed_file(form)
    found = typed and drafts.find(session, project, typed[0])
    if not typed or not found or found.stamp == forms.text(form, "stamp"):
        return None
    mine, theirs = unix_lines(typed[1]), found.content.decode()
    if mine == theirs:
        return None
    common = drafts.started_from(session, project, found)
    return Clash(found.path, found.base, project.head, mine, theirs, common, found.stamp)


def _clash(session: Session, project: Project, form: FormData) -> Clash | None:
    found = clash_of(session, project, form)
    wanted = set(forms.texts(form, "unsaved")) - {forms.text(form, "path") if "content" in form else ""}
    rows: list[Draft] = [row for row in drafts.of_project(session, project) if row.path in wanted] if not found else []
    others = (_between(session, project, row.path, row.content.decode(), row.base) for row in rows)
    return found or next((each for each in others if each), None)


def _between(session: Session, project: Project, path: str, typed: str, base: int) -> Clash | None:
    theirs = _content(session, project, project.head, path)
    common = _content(session, project, base, path) if base != project.head else theirs
    if common == theirs or to_store(path, typed, theirs) == theirs:
        return None
    return Clash(path, base, project.head, unix_lines(typed), _text(theirs), _text(common))


def _text(content: bytes | None) -> str | None:
    return None if content is None else shown(content)


def _content(session: Session, project: Project, number: int, path: str) -> bytes | None:
    try:
        return revisions.content(session, revisions.numbered(session, project, number), path)
    except NotFound:
        return None
