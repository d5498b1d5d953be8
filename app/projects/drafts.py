"""Drafts: what is typed into a project's files and no revision has yet. One for each file, shared by all browsers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.db.models import Draft, Project
from app.errors import Invalid, LimitExceeded, NotFound
from app.kit.clock import utc_now
from app.kit.ids import new_id
from app.operators.files import MOST_FILES, check_content, check_path
from app.projects import aside, revisions, texts
from app.projects.files import Files

MOST_BYTES = 20_000_000  # of one project


@dataclass(frozen=True)
class Typed:
    """A text as it is typed: what it started from, and the stamp of the draft that the writer has seen."""

    path: str
    text: str
    base: int
    stamp: str | None


@dataclass(frozen=True)
class Kept:
    """The draft is stored; None where the text is the newest revision's. ``moved``: that has another text by now than
    the edit started from."""

    draft: Draft | None
    moved: bool


def of_project(session: Session, project: Project) -> list[Draft]:
    """All drafts of a project in the order of their paths."""
    query = select(Draft).where(Draft.project_id == project.id)
    return list(session.exec(query.order_by(col(Draft.path))))


def stamps(session: Session, project: Project) -> dict[str, str]:
    """What each draft of a project is stamped with, by path; their texts are not read."""
    query = select(Draft.path, Draft.stamp).where(Draft.project_id == project.id)
    return dict(session.exec(query).all())


def find(session: Session, project: Project, path: str) -> Draft | None:
    """The draft of a file, if there is one."""
    query = select(Draft).where(Draft.project_id == project.id, Draft.path == path)
    return session.exec(query).one_or_none()


def keep(session: Session, project: Project, typed: Typed, *, over: bool = False) -> Kept | Draft:
    """Store a text as the draft of its file, or answer the draft that stands in its way: somebody else's.

    ``over``: the writer has seen that draft, whose stamp is given, and puts it aside. Invalid or LimitExceeded for
    what no project could hold, NotFound where there is neither such a file nor was at ``base``.
    """
    content = _checked(typed)
    newest, before = _content(session, project, project.head, typed.path), _at_base(session, project, typed)
    if newest is None and before is None:
        raise NotFound("file_unknown", f"{project.name} has no file {typed.path}, so no draft of it is kept.")
    found = find(session, project, typed.path)
    if found and found.stamp != typed.stamp and found.content != content:
        return found
    if found and over:
        aside.put(session, project, found.path, found.base, found.content, "draft")
    if newest is not None and texts.shown(newest) == typed.text:
        drop(session, project, typed.path)
        return Kept(None, moved=False)
    _check_room(session, project, content, found)
    return Kept(_stored(session, project, typed, content, found), moved=newest != before)


def drop(session: Session, project: Project, path: str, stamp: str | None = None, why: str | None = None) -> None:
    """Forget the draft of a file, if it has this stamp (None: any). With ``why`` its text is set aside."""
    found = find(session, project, path)
    if found is None or (stamp is not None and found.stamp != stamp):
        return
    if why is not None:
        aside.put(session, project, found.path, found.base, found.content, why)
    session.delete(found)
    session.flush()


def saved(session: Session, project: Project, path: str, stamp: str | None, content: bytes) -> None:
    """A revision has this text now: its draft goes, somebody else's stays."""
    found = find(session, project, path)
    if found and (found.stamp == stamp or found.content.decode() == texts.shown(content)):
        session.delete(found)
        session.flush()


def move(session: Session, project: Project, path: str, to: str) -> None:
    """A file is about to get another name; its draft goes with it and starts from the revision that this makes."""
    found = find(session, project, path)
    if found is not None:
        drop(session, project, to, why="renamed")
        found.path, found.base = to, project.head + 1
        session.add(found)
        session.flush()


def changes_of(session: Session, project: Project, files: Mapping[str, bytes], paths: Iterable[str]) -> Files:
    """The drafts of these paths, as the files would be stored; a path without a draft has no change."""
    wanted = set(paths)
    found = [draft for draft in of_project(session, project) if draft.path in wanted]
    return {draft.path: texts.to_store(draft.path, draft.content.decode(), files.get(draft.path)) for draft in found}


def laid_over(session: Session, project: Project, files: Mapping[str, bytes], paths: Iterable[str]) -> Files:
    """These files with the drafts of some paths in their place."""
    return {**files, **changes_of(session, project, files, paths)}


def started_from(session: Session, project: Project, draft: Draft) -> str | None:
    """The text that a draft began as; None where there was none."""
    content = _content(session, project, draft.base, draft.path)
    return None if content is None else texts.shown(content)


def has_moved(session: Session, project: Project, draft: Draft) -> bool:
    """Whether the newest revision has another text than the edit started from."""
    return _content(session, project, draft.base, draft.path) != _content(session, project, project.head, draft.path)


def _checked(typed: Typed) -> bytes:
    check_path(typed.path)
    content = texts.encoded(typed.path, typed.text)
    check_content(typed.path, content)
    if texts.shown(content) != typed.text:
        raise Invalid("source_not_text", f"{typed.path} holds a character that no text file can have. Remove it.")
    return content


def _at_base(session: Session, project: Project, typed: Typed) -> bytes | None:
    revisions.numbered(session, project, typed.base)
    return _content(session, project, typed.base, typed.path)


def _content(session: Session, project: Project, number: int, path: str) -> bytes | None:
    try:
        return revisions.content(session, revisions.numbered(session, project, number), path)
    except NotFound:
        return None


def _check_room(session: Session, project: Project, content: bytes, found: Draft | None) -> None:
    query = select(func.count(col(Draft.id)), func.coalesce(func.sum(func.length(Draft.content)), 0))
    count, size = session.exec(query.where(Draft.project_id == project.id)).one()
    size += len(content) - (len(found.content) if found else 0)
    if count + (found is None) > MOST_FILES or size > MOST_BYTES:
        raise LimitExceeded("too_many_drafts", "This project has too much unsaved text. Save it, then go on.")


def _stored(session: Session, project: Project, typed: Typed, content: bytes, found: Draft | None) -> Draft:
    draft = found or Draft(project_id=project.id, path=typed.path, base=typed.base, content=content)
    if found and found.content != content:
        draft.stamp = new_id()
    draft.base, draft.content, draft.at = typed.base, content, utc_now()
    session.add(draft)
    session.flush()
    return draft
