"""The versions of a collection: counted from 1, one for each change of its cases or settings."""

from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from app.db.models import CaseRow, Collection, CollectionVersion
from app.errors import Conflict, NotFound
from app.kit.clock import utc_now

Json = dict[str, Any]


def following(collection: Collection) -> int:
    """The number of the version that is being made."""
    return collection.version + 1


def made(session: Session, collection: Collection, change: str, *, cases: int, settings: Json | None = None) -> None:
    """Make the version whose rows were written the present one; ``change`` says what was done, ``settings`` is None
    where they stay."""
    collection.version = following(collection)
    collection.cases = cases
    collection.changed_at = utc_now()
    if settings is not None:
        collection.settings = settings
    session.add(collection)
    begin(session, collection, change, settings)


def begin(session: Session, collection: Collection, change: str, settings: Json | None) -> None:
    """Record the present version."""
    session.add(
        CollectionVersion(
            collection_id=collection.id,
            version=collection.version,
            settings=settings,
            cases=collection.cases,
            change=change,
            at=collection.changed_at,
        )
    )
    session.flush()


def get(session: Session, collection: Collection, version: int) -> CollectionVersion:
    """A version by its number; NotFound when there is none."""
    found = session.get(CollectionVersion, (collection.id, version))
    if found is None:
        newest = f"{collection.name} has no version {version}; the newest is {collection.version}."
        raise NotFound("collection_version_unknown", newest)
    return found


def history(session: Session, collection: Collection, before: int | None, limit: int) -> list[CollectionVersion]:
    """Versions, newest first; ``before`` continues below a number."""
    query = select(CollectionVersion).where(CollectionVersion.collection_id == collection.id)
    query = query.where(CollectionVersion.version < before) if before is not None else query
    return list(session.exec(query.order_by(col(CollectionVersion.version).desc()).limit(limit)))


def settings_of(session: Session, collection_id: str, version: int) -> Json:
    """The settings of one version; NotFound when the collection, or that version, is not there."""
    at = select(CollectionVersion).where(CollectionVersion.collection_id == collection_id)
    is_there = session.exec(at.where(CollectionVersion.version == version)).first()
    set_then = at.where(CollectionVersion.version <= version, col(CollectionVersion.settings).is_not(None))
    newest = session.exec(set_then.order_by(col(CollectionVersion.version).desc()).limit(1)).first()
    if is_there is None or newest is None or newest.settings is None:
        raise NotFound("collection_version_unknown", f"There is no version {version} of this collection any more.")
    return newest.settings


def counted(count: int, done: str) -> str:
    """What was done to so many cases, for the history."""
    return f"1 case {done}" if count == 1 else f"{count:,} cases {done}"


def check_base(collection: Collection, base: int | None) -> None:
    """Conflict when somebody changed the collection since version ``base``; None asks for nothing."""
    if base is not None and base != collection.version:
        raise Conflict(
            "collection_moved_on",
            f"Somebody made version {collection.version} of this collection while you worked on version {base}. "
            "Look at it, then change the newest.",
            version=collection.version,
        )


def holds(collection_id: str, version: int | None) -> ColumnElement[bool]:
    """Which rows are the cases of a version; None for the present one."""
    here: ColumnElement[bool] = col(CaseRow.collection_id) == collection_id
    if version is None:
        return here & col(CaseRow.until).is_(None)
    ends_later = or_(col(CaseRow.until).is_(None), col(CaseRow.until) > version)
    return here & (col(CaseRow.since) <= version) & ends_later
