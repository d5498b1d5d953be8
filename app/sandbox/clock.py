"""The clock of a run: the machine's, or one that starts where it is told and moves only when it is looked at.

All moments and spans are nanoseconds. A monotonic clock starts at 0 when the object is made, so that it says nothing
about the machine.
"""

from __future__ import annotations

import time
from typing import Protocol

from app.sandbox.deadline import Deadline, TimeLimitReached

STEP_NS = 1_000
_SLICE_NS = 50_000_000  # how late a sleep may notice that its time is over
_SECOND_NS = 1_000_000_000
LATEST_NS = 253_402_300_800 * _SECOND_NS - 1  # the last moment of the year 9999, the last that has a name in RFC 3339
_MAX_U64 = (1 << 64) - 1


class Clock(Protocol):
    """What operators, the state store and messages without a time of their own read."""

    def wall_ns(self) -> int:
        """Since 1970-01-01T00:00:00Z, not negative."""

    def monotonic_ns(self) -> int:
        """Since the clock was made; never less than before, and less than 2**64."""

    def sleep(self, ns: int, deadline: Deadline) -> None:
        """Let so much time go by; TimeLimitReached where the deadline comes first."""


class RealClock:
    """The machine's clock."""

    def __init__(self) -> None:
        self._started = time.monotonic_ns()

    def wall_ns(self) -> int:
        """What the machine takes for the time."""
        return time.time_ns()

    def monotonic_ns(self) -> int:
        """Real time since the clock was made."""
        return time.monotonic_ns() - self._started

    def sleep(self, ns: int, deadline: Deadline) -> None:
        """Wait, in slices, since only between them can the deadline be noticed."""
        until = time.monotonic_ns() + ns
        while (left := until - time.monotonic_ns()) > 0:
            _go_on(deadline)
            time.sleep(min(min(left, _SLICE_NS) / _SECOND_NS, deadline.left_s()))
        _go_on(deadline)


class FixedClock:
    """Starts at ``start_ns``, moves on by ``step_ns`` with each reading and by the whole time where somebody sleeps.

    ValueError for a start outside the years 1970 to 9999 or a step that is negative. At the end of the year 9999 its
    wall time stands still.
    """

    def __init__(self, start_ns: int, step_ns: int = STEP_NS) -> None:
        if not 0 <= start_ns <= LATEST_NS:
            raise ValueError("a clock can start in the years 1970 to 9999")
        if step_ns < 0:
            raise ValueError("a clock cannot go backwards")
        self._start_ns, self._step_ns, self._elapsed_ns = start_ns, step_ns, 0

    def wall_ns(self) -> int:
        """The start and all that has gone by."""
        return min(self._start_ns + self._read(), LATEST_NS)

    def monotonic_ns(self) -> int:
        """All that has gone by."""
        return self._read()

    def sleep(self, ns: int, deadline: Deadline) -> None:
        """Move on by so much, at once."""
        _go_on(deadline)
        self.move(ns)

    def move(self, ns: int) -> None:
        """Let so much time have gone by."""
        self._elapsed_ns = min(self._elapsed_ns + ns, _MAX_U64)

    def _read(self) -> int:
        elapsed = self._elapsed_ns
        self.move(self._step_ns)
        return elapsed


class SteeredClock:
    """The machine's clock until it is set; from then on one that stands where it was put, as a FixedClock does."""

    def __init__(self) -> None:
        self._clock: RealClock | FixedClock = RealClock()
        self._before_ns = 0  # on the monotonic clock, which never goes back

    def set(self, start_ns: int) -> None:
        """Stop at a moment; ValueError as of FixedClock."""
        clock = FixedClock(start_ns)
        self._before_ns, self._clock = self.monotonic_ns(), clock

    def move(self, ns: int) -> None:
        """Let so much time have gone by, from now on or from where it was stopped."""
        if isinstance(self._clock, RealClock):
            self.set(self._clock.wall_ns())
        if isinstance(self._clock, FixedClock):
            self._clock.move(ns)

    def wall_ns(self) -> int:
        """See Clock."""
        return self._clock.wall_ns()

    def monotonic_ns(self) -> int:
        """See Clock."""
        return min(self._before_ns + self._clock.monotonic_ns(), _MAX_U64)

    def sleep(self, ns: int, deadline: Deadline) -> None:
        """See Clock."""
        self._clock.sleep(ns, deadline)


def _go_on(deadline: Deadline) -> None:
    if deadline.passed():
        raise TimeLimitReached
