"""The cases of a collection. Whatever one call changes is one version."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from app.api import views
from app.api.collections import Version
from app.api.paging import DEFAULT_LIMIT, MOST_NUMBER, Limit
from app.api.schemas.collections import (
    AddedOut,
    CaseChange,
    CaseChangeAlone,
    CaseChanges,
    CaseListed,
    CaseOut,
    CasesIn,
    ChangedOut,
    DuplicateOut,
    KeysIn,
)
from app.api.schemas.common import Page
from app.db.models import CaseRow, Collection
from app.http.deps import Of, Unit
from app.http.studio import Studio
from app.payloads import cases, collections, versions
from app.payloads.limits import Limits
from app.storage.blobs import Blobs

router = APIRouter(prefix="/collections/{collection_id}/cases", tags=["collections"])

AfterCase = Annotated[int | None, Query(ge=0, le=MOST_NUMBER, description="Go on behind the case at this position.")]
Text = Annotated[str | None, Query(max_length=200, description="Only cases with this in their name or payload.")]
Base = Annotated[int | None, Query(ge=1, le=MOST_NUMBER, description="Only if this still is the newest version.")]


@router.get("")
def list_cases(
    collection_id: str,
    session: Unit,
    version: Version = None,
    after: AfterCase = None,
    limit: Limit = DEFAULT_LIMIT,
    text: Text = None,
) -> Page[CaseListed]:
    """Cases in their order, without inputs and expectations."""
    collection = _found(session, collection_id, version)
    rows = cases.page(session, collection, version, after, limit + 1, text)
    return views.page_of(rows, limit, listed, lambda row: str(row.position))


@router.post("", status_code=201)
def add_cases(collection_id: str, body: CasesIn, session: Unit, studio: Of) -> AddedOut:
    """Add cases; those whose inputs another case has already are added too, and named in the answer."""
    collection = _to_change(session, collection_id, body.base)
    given = (cases.NewCase(case.name, case.messages, case.expect) for case in body.cases)
    added = cases.add(session, studio.blobs, collection, given, limits=Limits.of(studio.settings))
    duplicates = [DuplicateOut(name=name, like=like) for name, like in added.duplicates]
    return AddedOut(version=collection.version, added=added.count, keys=added.keys, duplicates=duplicates)


@router.patch("")
def change_cases(collection_id: str, body: CaseChanges, session: Unit, studio: Of) -> ChangedOut:
    """Change several cases."""
    collection = _to_change(session, collection_id, body.base)
    changed = _change(session, studio, collection, (_change_of(each.key, each) for each in body.cases))
    return ChangedOut(version=collection.version, changed=changed)


@router.put("/order")
def order_cases(collection_id: str, body: KeysIn, session: Unit) -> ChangedOut:
    """Put the named cases, in this order, on the places that they have together; all others stay where they are."""
    collection = _to_change(session, collection_id, body.base)
    moved = cases.reorder(session, collection, body.keys)
    return ChangedOut(version=collection.version, changed=moved)


@router.post("/remove")
def remove_cases(collection_id: str, body: KeysIn, session: Unit) -> ChangedOut:
    """Remove several cases; earlier versions keep them."""
    collection = _to_change(session, collection_id, body.base)
    removed = cases.remove(session, collection, body.keys)
    return ChangedOut(version=collection.version, changed=removed)


@router.get("/{key}")
def show_case(collection_id: str, key: str, session: Unit, studio: Of, version: Version = None) -> CaseOut:
    """A case with its inputs and what it expects."""
    return _out(studio.blobs, cases.one(session, _found(session, collection_id, version), key, version))


@router.patch("/{key}")
def change_case(collection_id: str, key: str, body: CaseChangeAlone, session: Unit, studio: Of) -> CaseOut:
    """Change one case."""
    collection = _to_change(session, collection_id, body.base)
    _change(session, studio, collection, iter([_change_of(key, body)]))
    return _out(studio.blobs, cases.one(session, collection, key))


@router.delete("/{key}", status_code=204)
def remove_case(collection_id: str, key: str, session: Unit, base: Base = None) -> None:
    """Remove one case; earlier versions keep it."""
    cases.remove(session, _to_change(session, collection_id, base), [key])


def listed(row: CaseRow) -> CaseListed:
    """A case as lists show it."""
    return CaseListed(
        key=row.key,
        name=row.name,
        position=row.position,
        size=row.size,
        inputs=row.inputs,
        summary=row.summary,
        expects=row.expects,
    )


def _found(session: Session, collection_id: str, version: int | None) -> Collection:
    """NotFound also when there is no such version."""
    collection = collections.get(session, collection_id)
    if version is not None:
        versions.get(session, collection, version)
    return collection


def _to_change(session: Session, collection_id: str, base: int | None) -> Collection:
    collection = collections.get(session, collection_id)
    versions.check_base(collection, base)
    return collection


def _change(session: Session, studio: Studio, collection: Collection, changes: Iterator[cases.Change]) -> int:
    return cases.replace_many(session, studio.blobs, collection, changes, limits=Limits.of(studio.settings))


def _change_of(key: str, given: CaseChange) -> cases.Change:
    expect = given.expect if "expect" in given.model_fields_set else cases.UNCHANGED
    return cases.Change(key, given.name, given.messages, expect)


def _out(blobs: Blobs, row: CaseRow) -> CaseOut:
    case = cases.read(blobs, row)
    return CaseOut(**listed(row).model_dump(), messages=case.messages, expect=case.expect)
