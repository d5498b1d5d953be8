"""Appending and reading the events of jobs."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, func, insert
from sqlalchemy import select as select_rows
from sqlmodel import Session, SQLModel, col, delete, select

from app.db.models.events import JobEvent
from app.kit.clock import utc_now

_EVENTS: Table = SQLModel.metadata.tables["job_event"]
_LAST = select_rows(func.max(_EVENTS.c.seq)).where(_EVENTS.c.job_id == bindparam("job_id"))


class Event(NamedTuple):
    """An event before it has a number: its kind and what it says (JSON)."""

    kind: str
    data: Mapping[str, Any]


def append(session: Session, job_id: str, events: Sequence[Event]) -> int:
    """Number the events after those that are there, and store them; answers the last number.

    Without objects in between: every run waits for this three times.
    """
    last = session.execute(_LAST, {"job_id": job_id}).scalar_one() or 0
    now = utc_now()
    rows = [
        {"job_id": job_id, "seq": number, "kind": event.kind, "data": dict(event.data), "at": now}
        for number, event in enumerate(events, start=last + 1)
    ]
    if rows:
        session.execute(insert(_EVENTS), rows)
    return last + len(events)


def since(session: Session, job_id: str, seq: int, limit: int = 500) -> list[JobEvent]:
    """The events after number ``seq``, oldest first, at most ``limit``."""
    query = select(JobEvent).where(JobEvent.job_id == job_id, JobEvent.seq > seq).order_by(col(JobEvent.seq))
    return list(session.exec(query.limit(limit)))


def of_kind(session: Session, job_id: str, *kinds: str) -> list[JobEvent]:
    """All events of some kinds, oldest first."""
    query = select(JobEvent).where(JobEvent.job_id == job_id, col(JobEvent.kind).in_(kinds))
    return list(session.exec(query.order_by(col(JobEvent.seq))))


def forget(session: Session, job_id: str, *kinds: str) -> None:
    """Drop all events of a job, or only those of some kinds."""
    query = delete(JobEvent).where(col(JobEvent.job_id) == job_id)
    session.exec(query.where(col(JobEvent.kind).in_(kinds)) if kinds else query)
