"""``wasi:clocks``: the run's clock."""

from __future__ import annotations

from collections.abc import Iterator

from app.sandbox.clock import Clock
from app.sandbox.values.forms import Own
from app.sandbox.wasi.interface import Functions, Interface
from app.sandbox.wasi.poll import Poll

_SECOND_NS = 1_000_000_000
_RESOLUTION_NS = 1  # as wasmtime tells it


class Clocks:
    """Both clocks; who sleeps waits for a moment of the monotonic one."""

    def __init__(self, clock: Clock, poll: Poll) -> None:
        self._clock, self._poll = clock, poll

    def interfaces(self) -> Iterator[Interface]:
        """``wall-clock`` and ``monotonic-clock``."""
        yield Interface("wasi:clocks/wall-clock", {"now": self._wall, "resolution": lambda: (0, _RESOLUTION_NS)})
        functions: Functions = {
            "now": self._clock.monotonic_ns,
            "resolution": lambda: _RESOLUTION_NS,
            "subscribe-instant": self._poll.at,
            "subscribe-duration": self._after,
        }
        yield Interface("wasi:clocks/monotonic-clock", functions)

    def _wall(self) -> tuple[int, int]:
        return divmod(self._clock.wall_ns(), _SECOND_NS)

    def _after(self, ns: int) -> Own:
        return self._poll.at(self._clock.monotonic_ns() + ns)
