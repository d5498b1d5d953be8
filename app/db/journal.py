"""Writing a job's events while it goes on: gathered in memory, stored in short transactions."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlmodel import Session

from app.db.events import Event, append
from app.db.session import unit_of_work


class Store(Protocol):
    """Stores a journal's last events."""

    def __call__(self, session: Session, last: Event | None = None) -> None:
        """Store them, and ``last`` behind them."""


class Journal:
    """The events of one job. ``add`` is cheap and may be called from any thread; ``flush`` stores and tells."""

    def __init__(self, engine: Engine, job_id: str, told: Callable[[str], None]) -> None:
        self._engine = engine
        self._job_id = job_id
        self._told = told
        self._waiting: list[Event] = []
        self._lock = threading.Lock()

    def add(self, kind: str, **data: Any) -> None:
        """Note an event; it is stored at the next flush."""
        with self._lock:
            self._waiting.append(Event(kind, data))

    def flush(self) -> None:
        """Store what was noted, and tell whoever watches the job."""
        with self._lock:
            if not self._waiting:
                return
            with unit_of_work(self._engine) as session:
                self._store(session)
            self._waiting.clear()
        self._told(self._job_id)

    @contextmanager
    def closing(self) -> Iterator[Store]:
        """For whoever stores the last events together with more: yields what stores them in a session, before one
        that closes them all, if there is one. They count as stored once the block has ended without an exception.
        Nobody is told.
        """
        with self._lock:
            yield self._store
            self._waiting.clear()

    def _store(self, session: Session, last: Event | None = None) -> None:
        if waiting := [*self._waiting, *([last] if last else [])]:
            append(session, self._job_id, waiting)
