"""A build's events as the lines of its log: one line for each, under the event's own number."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from anyio.to_thread import run_sync
from fastapi.sse import ServerSentEvent
from sqlalchemy import func
from sqlmodel import Session, select

from app.builds import service
from app.db import events
from app.db.models import JobEvent
from app.db.session import reading
from app.http.studio import Studio
from app.kit.text import truncate
from app.web.templating import render

MOST_LINES = 500
MOST_CHARACTERS = 4_000
LOOK_AGAIN_S = 1.0
RETRY_MS = 1_000


@dataclass(frozen=True)
class Line:
    """One line; ``kind`` is log (what the tools printed), phase, artifact or status (what the studio says)."""

    number: int
    kind: str
    text: str


def line_of(event: JobEvent) -> Line:
    """An event as a line."""
    return Line(event.seq, event.kind, truncate(_text(event), MOST_CHARACTERS))


def tail(session: Session, build_id: str, most: int = MOST_LINES) -> tuple[list[Line], int]:
    """The last lines, and how many come before them."""
    last = session.exec(select(func.max(JobEvent.seq)).where(JobEvent.job_id == build_id)).one() or 0
    before = max(0, last - most)
    return [line_of(event) for event in events.since(session, build_id, before, most)], before


async def stream(studio: Studio, build_id: str, seen: int) -> AsyncIterator[ServerSentEvent]:
    """The lines behind number ``seen`` as HTML, as they come; ``progress`` tells the panel to look at the build
    again, ``done`` ends the stream, also for a reader who comes after the end."""
    while not studio.signals.closed:
        batch, final = await run_sync(_look, studio, build_id, seen)
        if batch:
            seen = batch[-1].number
            yield ServerSentEvent(raw_data=_html(batch), id=str(seen), retry=RETRY_MS)
        if any(line.kind != "log" for line in batch):
            yield ServerSentEvent(event="progress", raw_data="", id=str(seen))
        if final and not batch:
            yield ServerSentEvent(event="done", raw_data="", id=str(seen))
            return
        if not batch:
            await studio.signals.wait(build_id, LOOK_AGAIN_S)


def _look(studio: Studio, build_id: str, seen: int) -> tuple[list[Line], bool]:
    # The status is read first: an event that comes with the final status is then surely in the batch or a later one.
    with reading(studio.engine) as session:
        final = service.get(session, build_id).status.is_final
        return [line_of(event) for event in events.since(session, build_id, seen)], final


def _html(lines: Sequence[Line]) -> str:
    return render("build_log/lines.html", lines=lines)


def _text(event: JobEvent) -> str:
    data = event.data
    if event.kind == "log":
        return str(data.get("text", ""))
    if event.kind == "phase":
        return f"Phase: {data.get('name', '')}"
    if event.kind == "artifact":
        return f"Component of {data.get('size', 0):,} bytes"
    detail = (data.get("error") or {}).get("detail", "")
    return f"Status: {data.get('status', '')}{'. ' if detail else ''}{detail}"
