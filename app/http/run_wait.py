"""Waiting for a run to end, so that an answer can hold its result."""

import time

from anyio.to_thread import run_sync

from app.db.session import reading
from app.http.studio import Studio
from app.runs import service

# What a page waits before it shows what lies in between; a warm run takes far less.
ANSWER_WITHIN_S = 2.0
LOOK_AGAIN_S = 0.25


async def ended(studio: Studio, run_id: str, within_s: float = ANSWER_WITHIN_S) -> bool:
    """Whether a run has ended, answered as soon as it has and at the latest after ``within_s`` seconds.

    NotFound when there is no such run.
    """
    deadline = time.monotonic() + within_s
    with studio.signals.listening(run_id) as hint:  # before the first look: no hint can be missed in between
        while not await run_sync(_is_final, studio, run_id):
            if time.monotonic() >= deadline or studio.signals.closed:
                return False
            await studio.signals.heard(hint, LOOK_AGAIN_S)
            hint.clear()
    return True


def _is_final(studio: Studio, run_id: str) -> bool:
    with reading(studio.engine) as session:
        return service.get(session, run_id).status.is_final
