"""Collections that many tests need."""

from typing import Any

from sqlmodel import Session

from app.db.models import Collection
from app.payloads import cases, collections
from app.payloads.cases import NewCase
from app.payloads.limits import Limits
from app.storage.blobs import Blobs

LIMITS = Limits(20_000, 64 << 20)


def a_case(payload: str, expect: dict[str, Any] | None = None, name: str | None = None) -> NewCase:
    """One message, and a name of its own."""
    return NewCase(name or payload, [{"payload": payload}], expect)


def with_cases(session: Session, blobs: Blobs, collection: Collection, *wanted: NewCase) -> Collection:
    """The collection with these cases more."""
    cases.add(session, blobs, collection, wanted, limits=LIMITS)
    return collection


def a_collection(
    session: Session, blobs: Blobs, *wanted: NewCase, name: str = "mine", settings: dict[str, Any] | None = None
) -> Collection:
    """A new one with these cases."""
    made = collections.create(session, name, "", settings)
    return with_cases(session, blobs, made, *wanted) if wanted else made
