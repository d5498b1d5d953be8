"""Warm children that many studios use one after the other: starting them costs more than most of the tests."""

import threading
from collections.abc import Mapping
from typing import Any

from app.sandbox.pool import Answer, Pool


class LentPool:
    """A pool for one studio, whose children outlive it."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def warm_up(self) -> None:
        """Start the children."""
        self._pool.warm_up()

    def ask(self, request: Mapping[str, Any], wall_s: float, cancel: threading.Event | None = None) -> Answer:
        """Put a question, as to the pool itself."""
        return self._pool.ask(request, wall_s, cancel)

    def close(self) -> None:
        """Give it back: the next studio uses the same children."""
