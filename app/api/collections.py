"""Collections, their versions and settings."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.api import views
from app.api.paging import DEFAULT_LIMIT, MOST_NUMBER, After, Limit
from app.api.schemas.collections import CollectionChange, CollectionIn, CollectionListed, CollectionOut, VersionOut
from app.api.schemas.common import Page
from app.db.models import Collection, CollectionVersion
from app.http.deps import Of, Unit
from app.payloads import collections, versions

router = APIRouter(prefix="/collections", tags=["collections"])

Version = Annotated[int | None, Query(ge=1, le=MOST_NUMBER, description="As it was in this version.")]


@router.get("")
def list_collections(session: Unit, after: After = None, limit: Limit = DEFAULT_LIMIT) -> Page[CollectionListed]:
    """Collections in the order of their names."""
    rows = collections.listing(session, after, limit + 1)
    return views.page_of(rows, limit, listed, lambda row: row.name)


@router.post("", status_code=201)
def create_collection(body: CollectionIn, session: Unit, response: Response) -> CollectionOut:
    """Make a collection without cases."""
    collection = collections.create(session, body.name, body.description, body.settings)
    response.headers["Location"] = f"/api/v1/collections/{collection.id}"
    return _out(collection)


@router.get("/{collection_id}")
def show_collection(collection_id: str, session: Unit, version: Version = None) -> CollectionOut:
    """A collection, or as much of it as belongs to one version: its settings and how many cases it had."""
    collection = collections.get(session, collection_id)
    if version is None:
        return _out(collection)
    then = versions.get(session, collection, version)
    settings = versions.settings_of(session, collection.id, version)
    known = listed(collection).model_dump() | {"version": version, "cases": then.cases, "changed": then.at}
    return CollectionOut(**known, settings=settings)


@router.patch("/{collection_id}")
def change_collection(collection_id: str, body: CollectionChange, session: Unit) -> CollectionOut:
    """Rename, describe or set up; 409 when `base` is not the newest version any more."""
    collection = collections.get(session, collection_id)
    versions.check_base(collection, body.base)
    changed = collections.change(
        session, collection, name=body.name, description=body.description, settings=body.settings
    )
    return _out(changed)


@router.delete("/{collection_id}", status_code=204)
def delete_collection(collection_id: str, session: Unit, studio: Of) -> None:
    """Remove a collection with its versions, cases, runs and results."""
    collections.delete(session, studio.blobs, collections.get(session, collection_id))


@router.get("/{collection_id}/versions")
def list_versions(
    collection_id: str,
    session: Unit,
    after: Annotated[int | None, Query(ge=1, le=MOST_NUMBER, description="Go on below this version.")] = None,
    limit: Limit = DEFAULT_LIMIT,
) -> Page[VersionOut]:
    """The history, newest first."""
    rows = versions.history(session, collections.get(session, collection_id), after, limit + 1)
    return views.page_of(rows, limit, _version_out, lambda row: str(row.version))


def listed(collection: Collection) -> CollectionListed:
    """A collection as lists show it."""
    return CollectionListed(
        id=collection.id,
        name=collection.name,
        description=collection.description,
        version=collection.version,
        cases=collection.cases,
        created=collection.created_at,
        changed=collection.changed_at,
    )


def _out(collection: Collection) -> CollectionOut:
    return CollectionOut(**listed(collection).model_dump(), settings=collection.settings)


def _version_out(row: CollectionVersion) -> VersionOut:
    return VersionOut(version=row.version, change=row.change, cases=row.cases, at=row.at)
