"""A share's collection as a file that another studio, or the published test tool, reads."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Engine
from sqlmodel import Session

from app.db.models import Share
from app.errors import Forbidden
from app.payloads import cases
from app.payloads.writing.export import zipped
from app.payloads.writing.project_file import FILE, project_json
from app.payloads.writing.shapes import Heading, Operator
from app.sharing import shown
from app.storage.blobs import Blobs


def copied(session: Session, engine: Engine, blobs: Blobs, share: Share) -> Iterator[bytes]:
    """The zip file of the pinned version in pieces, made while it is sent, with the pinned sources beside it; Forbidden
    where the share is to be read only."""
    if not share.may_copy:
        raise Forbidden("share_read_only", "This link is for reading. Ask whoever sent it for one that may be copied.")
    heading = Heading(share.name, share.description, share.version, shown.settings(session, share))
    every = partial(cases.every, engine, blobs, share.collection_id, share.version)
    operator, sources = _operator(session, share), shown.sources(session, share)
    if operator is None or not sources:
        return zipped(heading, every, operator)
    return zipped(heading, every, operator, {FILE: project_json(operator, share.revision, sources)})


def _operator(session: Session, share: Share) -> Operator | None:
    run = shown.run(session, share)
    if run is None or share.project_name is None:
        return None
    return Operator(share.project_name, run.kind, run.api_version)
