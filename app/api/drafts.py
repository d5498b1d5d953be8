"""The draft of a project: what is typed and no revision has. The editor and scripts share it, file by file."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Header, Response
from sqlmodel import Session

from app.api.schemas.drafts import DraftFileOut, DraftIn, DraftOut
from app.db.models import Draft, Project
from app.errors import LimitExceeded, Stale
from app.http.deps import Unit
from app.http.downloads import etag_of, matches
from app.kit.digests import digest_of
from app.operators.files import MOST_FILES
from app.projects import drafts, service
from app.projects.drafts import Typed

router = APIRouter(prefix="/projects/{name}/draft", tags=["drafts"])

IfMatch = Annotated[str | None, Header(description="Change the draft only if it still has this entity tag.")]


@router.get("")
def show_draft(name: str, session: Unit, response: Response) -> DraftOut:
    """All unsaved text, with an entity tag for all of it."""
    return _out(session, service.get(session, name), response)


@router.put("")
def keep_draft(name: str, body: DraftIn, session: Unit, response: Response, if_match: IfMatch = None) -> DraftOut:
    """Keep texts as drafts of their files, all or none, without a revision. With `If-Match` only while the draft is
    still that one, else 412 with its texts; without it, texts that give way can be had back on the project's page."""
    project = service.get(session, name)
    if len(body.files) > MOST_FILES:
        raise LimitExceeded("too_many_drafts", f"A project has at most {MOST_FILES} files. Send fewer.")
    _check_unchanged(session, project, if_match)
    for path, text in body.files.items():
        _keep(
            session,
            project,
            Typed(path, text, body.base, None) if text is not None else path,
            seen=if_match is not None,
        )
    return _out(session, project, response)


@router.delete("")
def give_up_draft(name: str, session: Unit, response: Response, if_match: IfMatch = None) -> DraftOut:
    """Give all unsaved text up; it can be had back on the project's page."""
    project = service.get(session, name)
    _check_unchanged(session, project, if_match)
    for draft in drafts.of_project(session, project):
        drafts.drop(session, project, draft.path, why="given-up")
    return _out(session, project, response)


def _keep(session: Session, project: Project, typed: Typed | str, *, seen: bool) -> None:
    """A path alone: its draft is given up. ``seen``: the caller knows the text that gives way."""
    if isinstance(typed, str):
        drafts.drop(session, project, typed, why="given-up")
        return
    found = drafts.find(session, project, typed.path)
    gives_way = found is not None and found.content.decode() != typed.text and not seen
    stamp = found.stamp if found else None
    drafts.keep(session, project, replace(typed, stamp=stamp), over=gives_way)


def _check_unchanged(session: Session, project: Project, if_match: str | None) -> None:
    rows = drafts.of_project(session, project)
    if if_match is not None and not matches(if_match, _etag(rows)):
        raise Stale(
            "draft_changed",
            "The draft was changed in the meantime. Its texts are in this answer: put them together and send again.",
            theirs={row.path: row.content.decode() for row in rows},
            etag=_etag(rows).strip('"'),
        )


def _etag(rows: list[Draft]) -> str:
    return etag_of(digest_of("\n".join(f"{row.path} {row.stamp}" for row in rows).encode()))


def _out(session: Session, project: Project, response: Response) -> DraftOut:
    rows = drafts.of_project(session, project)
    response.headers["ETag"] = _etag(rows)
    files = [DraftFileOut(path=row.path, text=row.content.decode(), base=row.base, at=row.at) for row in rows]
    moved = [row.path for row in rows if drafts.has_moved(session, project, row)]
    return DraftOut(revision=project.head, files=files, moved=moved)
