"""Finding cases: a page of them, one, some, or every one of a version without ever holding many."""

from collections.abc import Collection as Several
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Engine, func, or_
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from app.db.models import CaseRow, Collection
from app.db.session import reading
from app.errors import NotFound
from app.payloads import names
from app.payloads.limits import MEBIBYTE
from app.payloads.stored import Case, read
from app.payloads.unused import chunks
from app.payloads.versions import holds
from app.storage.blobs import Blobs

_LISTED_AT_ONCE = 500
_READ_AT_ONCE, _READ_BYTES = 50, MEBIBYTE


def page(
    session: Session,
    collection: Collection,
    version: int | None = None,
    after: int | None = None,
    limit: int = 100,
    text: str | None = None,
) -> list[CaseRow]:
    """Cases of a version, None for the present one, in their order, behind a position; with ``text``, those that have
    it in their name or at the beginning of their payload. Inputs and expectations are read only when asked for."""
    return _rows(session, _which(collection.id, version, text), after, limit)


def count(session: Session, collection: Collection, version: int | None = None, text: str | None = None) -> int:
    """How many cases a page after page would list."""
    query = select(func.count()).select_from(CaseRow).where(_which(collection.id, version, text))
    return session.exec(query).one()


def one(session: Session, collection: Collection, key: str, version: int | None = None) -> CaseRow:
    """A case by its key; NotFound when the version has none with it."""
    query = select(CaseRow).where(holds(collection.id, version), CaseRow.key == key)
    found = session.exec(query).one_or_none() if names.is_id(key) else None
    if found is None:
        raise NotFound("case_unknown", "There is no such case in this version of the collection.")
    return found


def some(session: Session, collection: Collection, keys: Sequence[str]) -> list[CaseRow]:
    """The present cases with these keys, no more than one question can name, as in a page; NotFound when one is
    missing."""
    which = _which(collection.id, None, None) & col(CaseRow.key).in_([key for key in keys if names.is_id(key)])
    found = _rows(session, which, None, len(keys))
    if len(found) < len(keys):
        raise NotFound("case_unknown", f"{len(keys) - len(found):,} of the cases named are not in the collection.")
    return found


def present(session: Session, collection_id: str, keys: Sequence[str]) -> set[str]:
    """Those of the keys that cases have now."""
    found: set[str] = set()
    for part in chunks([key for key in keys if names.is_id(key)]):
        query = select(CaseRow.key).where(holds(collection_id, None), col(CaseRow.key).in_(part))
        found.update(session.exec(query))
    return found


def every(
    engine: Engine, blobs: Blobs, collection_id: str, version: int, keys: Several[str] | None = None
) -> Iterator[Case]:
    """All cases of a version in their order, or those with ``keys``. No session is open between two of them, and a few
    short ones or a single long one are in memory."""
    wanted = None if keys is None else frozenset(keys)
    after = 0
    while listed := _listed(engine, collection_id, version, after):
        after = listed[-1].position
        chosen = [row for row in listed if wanted is None or row.key in wanted]
        for ids in _together(chosen):
            for row in _whole(engine, ids):
                yield read(blobs, row)


def _listed(engine: Engine, collection_id: str, version: int, after: int) -> list[CaseRow]:
    with reading(engine) as session:
        return _rows(session, holds(collection_id, version), after, _LISTED_AT_ONCE)


def _rows(session: Session, which: ColumnElement[bool], after: int | None, limit: int) -> list[CaseRow]:
    heavy = defer(CaseRow.messages), defer(CaseRow.expect)  # type: ignore[arg-type]  # SQLModel types a column as its value
    query = select(CaseRow).options(*heavy).where(which)
    query = query.where(CaseRow.position > after) if after is not None else query
    return list(session.exec(query.order_by(col(CaseRow.position)).limit(limit)))


def _together(rows: Sequence[CaseRow]) -> Iterator[list[str]]:
    """The ids of the rows in parts that can be read at once."""
    part: list[str] = []
    size = 0
    for row in rows:
        size += row.size + row.expect_size
        if part and (size > _READ_BYTES or len(part) == _READ_AT_ONCE):
            yield part
            part, size = [], row.size + row.expect_size
        part.append(row.id)
    if part:
        yield part


def _whole(engine: Engine, ids: Sequence[str]) -> list[CaseRow]:
    with reading(engine) as session:
        return list(session.exec(select(CaseRow).where(col(CaseRow.id).in_(ids)).order_by(col(CaseRow.position))))


def _which(collection_id: str, version: int | None, text: str | None) -> ColumnElement[bool]:
    here = holds(collection_id, version)
    if not text:
        return here
    columns = col(CaseRow.name), col(CaseRow.summary)
    return here & or_(*(column.icontains(text, autoescape=True) for column in columns))
