"""Stored payloads that no case refers to any more. Their bytes are JSON, so nothing else has the same digest."""

from collections.abc import Collection as Several
from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.db.models import CaseRow
from app.storage.blobs import Blobs

AT_ONCE = 500  # values in one question to the database


def chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The values in parts that one question can name."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def blobs_of(session: Session, which: ColumnElement[bool] | bool) -> set[str]:
    """The digests of the blobs that some rows refer to."""
    return set(session.exec(select(CaseRow.digest).where(which, col(CaseRow.messages).is_(None)).distinct()))


def drop_unused(session: Session, blobs: Blobs, digests: Several[str]) -> None:
    """Drop those blobs that no row refers to. In a transaction that begins with this one nobody else can store a case
    meanwhile, since it holds the write lock."""
    for some in chunks(sorted(digests)):
        in_use = blobs_of(session, col(CaseRow.digest).in_(some))
        for digest in set(some) - in_use:
            blobs.delete(digest)
