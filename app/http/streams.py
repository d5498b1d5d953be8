"""A job's events as server-sent events: numbered, so that a reader who comes back goes on where it was."""

from collections.abc import AsyncIterator, Callable
from typing import Any

from anyio.to_thread import run_sync
from fastapi.sse import ServerSentEvent
from sqlmodel import Session

from app.db import events
from app.db.models import JobEvent
from app.db.session import reading
from app.http.studio import Studio

LOOK_AGAIN_S = 1.0
RETRY_MS = 1_000


def last_seen(header: str | None, query: int) -> int:
    """The number of the last event a reader has: what its browser says, or else what its link says."""
    return int(header) if header and header.isascii() and header.isdigit() and len(header) < 10 else query


async def job_events(
    studio: Studio, job_id: str, seen: int, is_final: Callable[[Session, str], bool]
) -> AsyncIterator[ServerSentEvent]:
    """Every event after number ``seen``, then those to come, then one ``end`` when the job has ended."""
    while not studio.signals.closed:
        batch, final = await run_sync(_look, studio, job_id, seen, is_final)
        for event in batch:
            seen = event.seq
            yield _as_sse(event)
        if final and not batch:
            yield ServerSentEvent(event="end", data={"last": seen}, id=str(seen))
            return
        if not batch:
            await studio.signals.wait(job_id, LOOK_AGAIN_S)


def _look(
    studio: Studio, job_id: str, seen: int, is_final: Callable[[Session, str], bool]
) -> tuple[list[JobEvent], bool]:
    # The status is read first: an event that comes with the final status is then surely in the batch or a later one.
    with reading(studio.engine) as session:
        final = is_final(session, job_id)
        return events.since(session, job_id, seen), final


def _as_sse(event: JobEvent) -> ServerSentEvent:
    data: dict[str, Any] = {"seq": event.seq, "at": event.at.isoformat(), **event.data}
    return ServerSentEvent(event=event.kind, data=data, id=str(event.seq), retry=RETRY_MS)
