"""Waiting for a run to end, so that an answer can hold its result."""

import asyncio
import time

from anyio.to_thread import run_sync

from app.db.session import reading
from app.http.studio import Studio
from app.runs import service

# What a page waits before it shows what lies in between; a warm run takes far less.
ANSWER_WITHIN_S = 2.0
LOOK_AGAIN_S = 0.25


async def ended(studio: Studio, run_id: str, within_s: float = ANSWER_WITHIN_S, *, is_new: bool = False) -> bool:
    """Whether a run has ended, answered as soon as it has and at the latest after ``within_s`` seconds.

    One that ``is_new`` was asked for just now: its row is only looked at where its ending is not heard of for a while.
    NotFound when there is no such run.
    """
    deadline = time.monotonic() + within_s
    with studio.signals.listening(run_id) as hint:  # before the first look: no hint can be missed in between
        if is_new and not studio.signals.has_ended(run_id):
            await _hear(studio, hint, deadline)
        while not (studio.signals.has_ended(run_id) or await run_sync(_is_final, studio, run_id)):
            if time.monotonic() >= deadline or studio.signals.closed:
                return False
            await _hear(studio, hint, deadline)
    return True


async def _hear(studio: Studio, hint: asyncio.Event, deadline: float) -> None:
    await studio.signals.heard(hint, max(0.0, min(LOOK_AGAIN_S, deadline - time.monotonic())))
    hint.clear()


def _is_final(studio: Studio, run_id: str) -> bool:
    with reading(studio.engine) as session:
        return service.status(session, run_id).is_final
