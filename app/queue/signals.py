"""Hints that something about a job has changed, so that whoever watches it looks at the rows at once.

A hint may be missed: every watcher also looks again after a while.
"""

import asyncio
import threading
from collections import defaultdict

_Waiter = tuple[asyncio.AbstractEventLoop, asyncio.Event]


class Signals:
    """From worker threads to coroutines, within one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiters: defaultdict[str, set[_Waiter]] = defaultdict(set)
        self._closed = False

    def notify(self, job_id: str) -> None:
        """Wake everyone who waits for this job; callable from any thread."""
        with self._lock:
            waiters = list(self._waiters.get(job_id, ()))
        for loop, event in waiters:
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    async def wait(self, job_id: str, timeout_s: float) -> None:
        """Return on the next hint about this job, or after ``timeout_s`` seconds."""
        waiter = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._waiters[job_id].add(waiter)
        try:
            await asyncio.wait_for(waiter[1].wait(), 0 if self._closed else timeout_s)
        except TimeoutError:
            return
        finally:
            self._forget(job_id, waiter)

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
