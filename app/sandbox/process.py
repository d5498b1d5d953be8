"""Run one job in a child process: start it, listen to it, stop it at a limit, and say how it ended.

``run`` works in the calling thread alone. It starts no thread, so none can leak, and the child, which dies
with the thread that started it, lives exactly as long as the call.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from app.sandbox.child import Child
from app.sandbox.exits import Cause
from app.sandbox.job import Job, Outcome, not_started, outcome_of
from app.sandbox.limits import Limits
from app.sandbox.messages import Message
from app.sandbox.profiles import Profile
from app.sandbox.walls import Walls, available

__all__ = ["Cause", "Job", "Limits", "Message", "Outcome", "Profile", "Walls", "run"]


def run(
    job: Job,
    *,
    on_message: Callable[[Message], None] | None = None,
    on_line: Callable[[str], None] | None = None,
    cancel: threading.Event | None = None,
    walls: Walls | None = None,
) -> Outcome:
    """Run ``job`` to its end and return how it ended; what the child does is an outcome, never an exception.

    ``on_message`` and ``on_line`` are called while the child runs, in this thread; what they raise ends the
    child and comes out here. Setting ``cancel`` ends the child within a second. ``walls`` is what to put up,
    by default all that the machine offers. TypeError or ValueError for a request that is not JSON.
    """
    chosen = walls or available()
    started = time.monotonic()
    try:
        child = Child(job, chosen, on_message or _ignore, on_line or _ignore)
    except OSError as error:
        return not_started(job.profile, job.limits, error)
    with child:
        child.attend(started + job.limits.wall_s, (cancel or threading.Event()).is_set)
    return outcome_of(child.ending(), job.profile, job.limits, time.monotonic() - started, child.log.truncated)


def _ignore(_: object) -> None:
    """For a caller that does not listen."""
