"""Collections and cases that many tests need."""

from typing import Any

from sqlmodel import Session

from app.db.models import CaseRow, Collection
from app.payloads import cases, collections
from app.payloads.cases import NewCase
from app.payloads.limits import Limits
from app.storage.blobs import Blobs

Json = dict[str, Any]

LIMITS = Limits(cases=20_000, case_bytes=64 * 1024 * 1024)


def message(payload: str = '{"humidity": 85}', **more: Any) -> Json:
    """A message as an input of a run."""
    return {"topic": "sensors", "payload": payload, **more}


def new(name: str = "a case", payload: str = '{"humidity": 85}', **more: Any) -> NewCase:
    """A case with one message."""
    return NewCase(name, [message(payload)], more.get("expect"))


def a_collection(session: Session, blobs: Blobs, *names: str) -> Collection:
    """A collection with a case of each name, whose payloads are the names."""
    collection = collections.create(session, "humid")
    cases.add(session, blobs, collection, [new(name, name) for name in names], limits=LIMITS)
    return collection


def rows(session: Session, collection: Collection, version: int | None = None) -> list[CaseRow]:
    """The rows of a version's cases."""
    return cases.page(session, collection, version, limit=1_000)


def names(session: Session, collection: Collection, version: int | None = None) -> list[str]:
    """The names of a version's cases in their order."""
    return [row.name for row in rows(session, collection, version)]


def keys(session: Session, collection: Collection) -> list[str]:
    """The keys of the present cases in their order."""
    return [row.key for row in rows(session, collection)]
