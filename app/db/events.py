"""Appending and reading the events of jobs."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, Text, bindparam, cast, func, insert
from sqlalchemy import select as select_rows
from sqlmodel import Session, SQLModel, col, delete, select

from app.db.models.events import JobEvent
from app.kit.clock import utc_now

MOST_CHARS = 1_000_000  # of JSON that is read at once
_EVENTS: Table = SQLModel.metadata.tables["job_event"]
_LAST = select_rows(func.coalesce(func.max(_EVENTS.c.seq), 0)).where(_EVENTS.c.job_id == bindparam("of_job"))
_NEXT = insert(_EVENTS).values(seq=_LAST.scalar_subquery() + 1)


class Event(NamedTuple):
    """An event before it has a number: its kind and what it says (JSON)."""

    kind: str
    data: Mapping[str, Any]


def append(session: Session, job_id: str, events: Sequence[Event]) -> None:
    """Number the events after those that are there, and store them.

    Without objects in between, and without asking for the last number first: every run waits for this three times.
    """
    now = utc_now()
    rows = [
        {"of_job": job_id, "job_id": job_id, "kind": event.kind, "data": dict(event.data), "at": now}
        for event in events
    ]
    if rows:
        session.execute(_NEXT, rows)


def since(session: Session, job_id: str, seq: int, limit: int = 500, most_chars: int = MOST_CHARS) -> list[JobEvent]:
    """The events after number ``seq``, oldest first: at most ``limit``, and after the first one no more than have
    ``most_chars`` characters of JSON together.
    """
    last = _last_within(session, job_id, seq, limit, most_chars)
    query = select(JobEvent).where(JobEvent.job_id == job_id, JobEvent.seq > seq, JobEvent.seq <= last)
    return list(session.exec(query.order_by(col(JobEvent.seq))))


def _last_within(session: Session, job_id: str, seq: int, limit: int, most_chars: int) -> int:
    """The number of the last event that still fits; asked of the database, so that larger ones are not even read."""
    size = func.length(cast(_EVENTS.c.data, Text))
    query = select_rows(_EVENTS.c.seq, size).where(_EVENTS.c.job_id == job_id, _EVENTS.c.seq > seq)
    last, total = seq, 0
    for number, length in session.execute(query.order_by(_EVENTS.c.seq).limit(limit)):
        total += length
        if total > most_chars and last > seq:
            break
        last = number
    return last


def of_kind(session: Session, job_id: str, *kinds: str, offset: int = 0, limit: int | None = None) -> list[JobEvent]:
    """The events of some kinds, oldest first: all, or at most ``limit`` behind the first ``offset``."""
    query = select(JobEvent).where(JobEvent.job_id == job_id, col(JobEvent.kind).in_(kinds)).order_by(col(JobEvent.seq))
    return list(session.exec(query.offset(offset).limit(limit)))


def count_of(session: Session, job_id: str, kind: str) -> int:
    """How many events of a kind there are."""
    query = select(func.count()).select_from(JobEvent).where(col(JobEvent.job_id) == job_id, col(JobEvent.kind) == kind)
    return session.exec(query).one()


def values(session: Session, job_id: str, kind: str, path: tuple[str, ...]) -> dict[str | None, int]:
    """How often each text stands at ``path`` in the events of a kind, the most frequent first and then the earliest."""
    value = _EVENTS.c.data[path].as_string().label("value")
    times, first = func.count().label("times"), func.min(_EVENTS.c.seq)
    query = select_rows(value, times).where(_EVENTS.c.job_id == job_id, _EVENTS.c.kind == kind).group_by(value)
    return {row.value: row.times for row in session.execute(query.order_by(times.desc(), first))}


def forget(session: Session, job_id: str, *kinds: str) -> None:
    """Drop all events of a job, or only those of some kinds."""
    query = delete(JobEvent).where(col(JobEvent.job_id) == job_id)
    session.exec(query.where(col(JobEvent.kind).in_(kinds)) if kinds else query)
