"""How long a guest waits for functions of the host."""

from __future__ import annotations

import time


class HostTime:
    """Nanoseconds in ``ns``, to be set back by whoever reads them. It is told of each call: see values.Watch."""

    __slots__ = ("_since", "ns")

    def __init__(self) -> None:
        self.ns = self._since = 0

    def entered(self) -> None:
        """The guest stands still now."""
        self._since = time.perf_counter_ns()

    def left(self) -> None:
        """The guest goes on."""
        self.ns += time.perf_counter_ns() - self._since
