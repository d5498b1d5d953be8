"""Hints that something about a job has changed, so that whoever watches it looks at the rows at once.

A hint may be missed: every watcher also looks again after a while.
"""

import asyncio
import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_MOST_ENDED = 1_000
_Waiter = tuple[asyncio.AbstractEventLoop, asyncio.Event]


class Signals:
    """From worker threads to coroutines, within one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiters: defaultdict[str, set[_Waiter]] = defaultdict(set)
        self._ended: deque[str] = deque(maxlen=_MOST_ENDED)
        self._closed = False

    def notify(self, job_id: str) -> None:
        """Wake everyone who waits for this job; callable from any thread."""
        with self._lock:
            waiters = list(self._waiters.get(job_id, ()))
        for loop, event in waiters:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    def end(self, job_id: str) -> None:
        """Wake everyone who waits for this job, for the last time; callable from any thread."""
        with self._lock:
            self._ended.append(job_id)
        self.notify(job_id)

    def has_ended(self, job_id: str) -> bool:
        """Whether it is known to have ended: only the latest endings are remembered."""
        with self._lock:
            return job_id in self._ended

    @contextmanager
    def listening(self, job_id: str) -> Iterator[asyncio.Event]:
        """Yields an event that is set with every hint about this job from now on; whoever waits for it clears it."""
        waiter = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._waiters[job_id].add(waiter)
        try:
            yield waiter[1]
        finally:
            self._forget(job_id, waiter)

    async def wait(self, job_id: str, timeout_s: float) -> None:
        """Return on the next hint about this job, or after ``timeout_s`` seconds."""
        with self.listening(job_id) as hint:
            await self.heard(hint, timeout_s)

    async def heard(self, hint: asyncio.Event, timeout_s: float) -> None:
        """Return when a hint has come that was listened for, or after ``timeout_s`` seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(hint.wait(), 0 if self._closed else timeout_s)

    @property
    def closed(self) -> bool:
        """Whether the server is going down, so that streams should end."""
        return self._closed

    def close(self) -> None:
        """Wake everyone for good."""
        self._closed = True
        for job_id in list(self._waiters):
            self.notify(job_id)

    def _forget(self, job_id: str, waiter: _Waiter) -> None:
        with self._lock:
            self._waiters[job_id].discard(waiter)
            if not self._waiters[job_id]:
                del self._waiters[job_id]
