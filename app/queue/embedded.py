"""The queue inside the server's own process: threads that take ids from a list in memory."""

import queue
import threading
import time
from collections.abc import Mapping

import structlog

from app.queue.base import Handler

log = structlog.get_logger(__name__)


class EmbeddedQueue:
    """``concurrency`` says how many threads each job gets; a job with none is not done here."""

    def __init__(self, concurrency: Mapping[str, int]) -> None:
        self._concurrency = dict(concurrency)
        self._waiting: dict[str, queue.SimpleQueue[str | None]] = {job: queue.SimpleQueue() for job in concurrency}
        self._threads: dict[str, list[threading.Thread]] = {job: [] for job in concurrency}
        self._stopping = threading.Event()

    def start(self, handlers: Mapping[str, Handler]) -> None:
        """Start the threads of every job that has a handler."""
        for job, handler in handlers.items():
            for number in range(self._concurrency.get(job, 0)):
                thread = threading.Thread(target=self._work, args=(job, handler), name=f"{job}-{number}", daemon=True)
                self._threads[job].append(thread)
                thread.start()

    def dispatch(self, job: str, row_id: str) -> None:
        """Put an id at the end of the job's list."""
        self._waiting[job].put(row_id)

    def workers(self, job: str) -> int:
        """Threads alive for a job."""
        return sum(thread.is_alive() for thread in self._threads.get(job, ()))

    def stop(self, timeout_s: float) -> None:
        """Ask every thread to end after the job in hand, and wait for them together. Ids that wait stay undone."""
        self._stopping.set()
        deadline = time.monotonic() + timeout_s
        threads = [(job, thread) for job, group in self._threads.items() for thread in group]
        for job, _ in threads:
            self._waiting[job].put(None)
        for _, thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _work(self, job: str, handler: Handler) -> None:
        while (row_id := self._waiting[job].get()) is not None and not self._stopping.is_set():
            try:
                handler(row_id)
            except Exception:
                log.exception("a job ended by a fault of ours", job=job, id=row_id)
