"""The files of a project, one by one. An entity tag is the hash of the content."""

from typing import Annotated

from fastapi import APIRouter, Header, Response
from sqlmodel import Session

from app.api.bodies import BYTES, Body
from app.api.schemas.projects import SavedOut
from app.db.models import Project
from app.errors import NotFound, Stale
from app.http.deps import Unit
from app.http.downloads import attachment, etag_of, matches
from app.kit.digests import digest_of, hex_part
from app.kit.text import decode
from app.projects import revisions, service

router = APIRouter(prefix="/projects/{name}/files", tags=["files"])

IfMatch = Annotated[str | None, Header(description="Change the file only if it still has this entity tag.")]


@router.get("/{path:path}", response_class=Response)
def read_file(name: str, path: str, session: Unit) -> Response:
    """A file's bytes in the newest revision."""
    project = service.get(session, name)
    content = revisions.content(session, revisions.head(session, project), path)
    headers = {
        "ETag": etag_of(digest_of(content)),
        "Content-Disposition": attachment(path.rpartition("/")[2]),
    }
    # Never a type that a browser would run: these are somebody's bytes.
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.put("/{path:path}", openapi_extra=BYTES)
def write_file(
    name: str, path: str, body: Body, session: Unit, response: Response, if_match: IfMatch = None
) -> SavedOut:
    """Write a file as a new revision; 412 with both texts when it is not the one that `If-Match` names."""
    project = service.get(session, name)
    _check_unchanged(session, project, path, if_match, body)
    revision = service.change_file(session, project, path, body)
    digest = digest_of(body)
    response.headers["ETag"] = etag_of(digest)
    return SavedOut(path=path, revision=revision.number, etag=hex_part(digest))


@router.delete("/{path:path}")
def remove_file(name: str, path: str, session: Unit, if_match: IfMatch = None) -> SavedOut:
    """Remove a file as a new revision."""
    project = service.get(session, name)
    _check_unchanged(session, project, path, if_match, b"")
    revision = service.change_file(session, project, path, None)
    return SavedOut(path=path, revision=revision.number, etag=None)


def _check_unchanged(session: Session, project: Project, path: str, if_match: str | None, yours: bytes) -> None:
    if if_match is None:
        return
    try:
        theirs = revisions.content(session, revisions.head(session, project), path)
    except NotFound as missing:
        raise _stale(path, None, yours) from missing
    if not matches(if_match, etag_of(digest_of(theirs))):
        raise _stale(path, theirs, yours)


def _stale(path: str, theirs: bytes | None, yours: bytes) -> Stale:
    return Stale(
        "file_changed",
        f"{path} was changed in the meantime. Both texts are in this answer: put them together and save again.",
        theirs=None if theirs is None else decode(theirs),
        yours=decode(yours),
        etag=None if theirs is None else hex_part(digest_of(theirs)),
    )
