"""The export of a collection as the studio keeps it."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import Engine
from sqlmodel import Session

from app.db.models import Collection
from app.payloads import cases, versions
from app.payloads.writing.export import zipped
from app.payloads.writing.shapes import Heading, Operator
from app.storage.blobs import Blobs


def export_of(
    session: Session,
    engine: Engine,
    blobs: Blobs,
    collection: Collection,
    version: int | None = None,
    operator: Operator | None = None,
) -> Iterator[bytes]:
    """The zip file of a version, None for the present one, in pieces; see ``export.zipped``.

    Each piece reads what it needs on its own, so the session may be closed by then. NotFound for a version that is not
    there.
    """
    number = collection.version if version is None else version
    settings = versions.settings_of(session, collection.id, number)
    heading = Heading(collection.name, collection.description, number, settings)
    return zipped(heading, partial(cases.every, engine, blobs, collection.id, number), operator)
