"""A call into WebAssembly with an end: interrupted at its deadline by one thread that watches for the whole child."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

GRACE_S = 5.0  # a host function may take a moment, above all over megabytes


class TimeLimitReached(Exception):
    """The call's time is over; raised where the host waits on behalf of the guest."""


class Deadline:
    """When the call that is under way must have ended; without a call there is all the time in the world."""

    def __init__(self) -> None:
        self._at = math.inf

    def set(self, at: float) -> None:
        """Move it to a moment of ``time.monotonic``."""
        self._at = at

    def left_s(self) -> float:
        """Seconds until then, 0 from then on."""
        return max(0.0, self._at - time.monotonic())

    def passed(self) -> bool:
        """Whether it is over."""
        return time.monotonic() >= self._at


class Watchdog:
    """Interrupts each call at its deadline, and gives up where that does not end it.

    ``interrupt`` must stop WebAssembly code soon and is called in the watchdog's thread, and only while the call is
    under way. ``give_up`` is called there too, ``grace_s`` later, for a call that goes on all the same: it must not
    return to the usual business, since nobody may touch what the call uses.
    """

    def __init__(
        self, interrupt: Callable[[], None], give_up: Callable[[], None], grace_s: float | None = None
    ) -> None:
        self.deadline = Deadline()
        self._interrupt, self._give_up = interrupt, give_up
        self._grace_s = GRACE_S if grace_s is None else grace_s
        self._changed = threading.Condition()
        self._at = self._looks_at = math.inf
        self._interrupted = self._closed = False
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    @contextmanager
    def watching(self, seconds: float) -> Iterator[None]:
        """The block is one call of at most ``seconds``."""
        self.begin(seconds)
        try:
            yield
        finally:
            self.end()

    def begin(self, seconds: float) -> None:
        """A call begins. This costs a microsecond: the thread is woken only for a deadline before the one it knows."""
        at = time.monotonic() + seconds
        with self._changed:
            self._at, self._interrupted = at, False
            self.deadline.set(at)
            if at < self._looks_at:
                self._changed.notify()

    def end(self) -> None:
        """The call has ended; no interrupt follows."""
        with self._changed:
            self._at = math.inf
            self.deadline.set(math.inf)

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _watch(self) -> None:
        with self._changed:
            while not self._closed:
                left = self._at - time.monotonic()
                if left > 0:
                    self._looks_at = self._at
                    self._changed.wait(None if math.isinf(left) else left)
                else:
                    self._expire()

    def _expire(self) -> None:
        if self._interrupted:
            self._give_up()
        self._interrupt()
        self._interrupted = True
        self._at = time.monotonic() + self._grace_s
