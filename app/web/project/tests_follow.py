"""How far a run of tests is, as HTML while it goes on: the counts, and the newest results."""

from collections.abc import AsyncIterator
from typing import Any

from anyio import sleep
from anyio.to_thread import run_sync
from fastapi.sse import ServerSentEvent
from sqlalchemy import func
from sqlmodel import Session, col, select

from app.db.models import JobEvent, OwnTestResult, OwnTestRun
from app.db.session import reading
from app.http.streams import LOOK_AGAIN_S, RETRY_MS
from app.http.studio import Studio
from app.web.templating import render

SHOWN = 6  # of the newest results
AT_MOST_EVERY_S = 0.25  # a page that is redrawn more often is only harder to read


def progress(session: Session, run: OwnTestRun) -> dict[str, Any]:
    """What the fragment shows."""
    newest = select(OwnTestResult.path, OwnTestResult.name, OwnTestResult.verdict).where(OwnTestResult.run_id == run.id)
    rows = session.exec(newest.order_by(col(OwnTestResult.position).desc()).limit(SHOWN)).all()
    return {"run": run, "done": sum(run.counts.values()), "newest": rows}


async def stream(studio: Studio, run_id: str, seen: int) -> AsyncIterator[ServerSentEvent]:
    """The fragment whenever something has happened behind number ``seen``; ``done`` ends the stream, also for a reader
    who comes after the end."""
    while not studio.signals.closed:
        last, final, html = await run_sync(_look, studio, run_id, seen)
        if html:
            seen = last
            yield ServerSentEvent(raw_data=html, id=str(seen), retry=RETRY_MS)
        if final:
            yield ServerSentEvent(event="done", raw_data="", id=str(seen))
            return
        if html:
            await sleep(AT_MOST_EVERY_S)
        else:
            await studio.signals.wait(run_id, LOOK_AGAIN_S)


def _look(studio: Studio, run_id: str, seen: int) -> tuple[int, bool, str]:
    with reading(studio.engine) as session:
        run = session.get(OwnTestRun, run_id)
        if run is None:
            return seen, True, ""
        last = session.exec(select(func.max(JobEvent.seq)).where(JobEvent.job_id == run_id)).one() or 0
        html = render("project/tests_progress.html", **progress(session, run)) if last > seen else ""
        return last, run.status.is_final, html
