"""Making, finding, changing and deleting collections. Whoever calls commits, unless it says otherwise."""

from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select
from sqlmodel import delete as delete_rows

from app.db.models import CaseRow, Collection, CollectionRun, JobEvent
from app.errors import Conflict, Invalid, NotFound
from app.kit.clock import utc_now
from app.payloads import names, shared, versions
from app.payloads.limits import MOST_DESCRIPTION
from app.payloads.unused import blobs_of, drop_unused
from app.storage.blobs import Blobs

Json = dict[str, Any]


def create(session: Session, name: str, description: str = "", settings: Json | None = None) -> Collection:
    """A collection without cases; Invalid for what cannot be, Conflict when the name is taken."""
    collection = Collection(
        name=names.collection_name(name),
        name_key=names.key_of(name.strip()),
        description=_description(description),
        settings=shared.checked(settings),
    )
    _refuse_taken(session, collection)
    session.add(collection)
    session.flush()
    versions.begin(session, collection, "Collection made", collection.settings)
    return collection


def get(session: Session, collection_id: str) -> Collection:
    """A collection by its id; NotFound when there is none."""
    collection = session.get(Collection, collection_id) if names.is_id(collection_id) else None
    if collection is None:
        raise NotFound("collection_unknown", "There is no such collection. It may have been deleted.")
    return collection


def named(session: Session, name: str) -> Collection:
    """A collection by its name, upper and lower case alike; NotFound when there is none."""
    wanted = name.strip()
    query = select(Collection).where(Collection.name_key == names.key_of(wanted))
    found = session.exec(query).one_or_none() if wanted.isprintable() else None
    if found is None:
        detail = f"There is no collection of the name {wanted[:100]}. Write the whole name, as the list has it."
        raise NotFound("collection_unknown", detail)
    return found


def listing(session: Session, after: str | None, limit: int) -> list[Collection]:
    """Collections in the order of their names, behind a name; their settings are read only when asked for."""
    query = select(Collection).options(defer(Collection.settings))  # type: ignore[arg-type]  # SQLModel types a column as its value
    query = query.where(Collection.name_key > names.key_of(after)) if after else query
    return list(session.exec(query.order_by(col(Collection.name_key)).limit(limit)))


def change(
    session: Session,
    collection: Collection,
    *,
    name: str | None = None,
    description: str | None = None,
    settings: Json | None = None,
) -> Collection:
    """Change what is not None. Of settings, the members that are given; other settings than before make a version."""
    if name is not None:
        _rename(session, collection, name)
    if description is not None:
        collection.description = _description(description)
    if name is not None or description is not None:
        collection.changed_at = utc_now()
    merged = collection.settings if settings is None else shared.checked(settings, collection.settings)
    if merged != collection.settings:
        versions.made(session, collection, "Settings changed", cases=collection.cases, settings=merged)
    session.add(collection)
    session.flush()
    return collection


def delete(session: Session, blobs: Blobs, collection: Collection) -> None:
    """Remove a collection with its versions, cases, runs and results. Commits: stored payloads may only go after that,
    and those that another case refers to stay."""
    digests = blobs_of(session, CaseRow.collection_id == collection.id)
    runs = select(CollectionRun.id).where(CollectionRun.collection_id == collection.id)
    session.exec(delete_rows(JobEvent).where(col(JobEvent.job_id).in_(runs)))
    session.delete(collection)
    session.commit()
    drop_unused(session, blobs, digests)


def _rename(session: Session, collection: Collection, name: str) -> None:
    collection.name = names.collection_name(name)
    collection.name_key = names.key_of(collection.name)
    _refuse_taken(session, collection)


def _refuse_taken(session: Session, collection: Collection) -> None:
    with session.no_autoflush:
        taken = select(Collection.name).where(
            Collection.name_key == collection.name_key, Collection.id != collection.id
        )
        if session.exec(taken).first() is not None:
            raise Conflict(
                "collection_exists",
                f"There is a collection {collection.name} already. Choose another name, or open that one.",
            )


def _description(given: str) -> str:
    """Invalid for a text that is too long, or that UTF-8 cannot carry."""
    text = given.strip()
    is_text = not any("\ud800" <= character <= "\udfff" or character == "\0" for character in text)
    if len(text) > MOST_DESCRIPTION or not is_text:
        raise Invalid(
            "collection_description",
            f"A description has at most {MOST_DESCRIPTION:,} characters, all of which UTF-8 can carry. Shorten it.",
        )
    return text
