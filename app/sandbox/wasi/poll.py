"""``wasi:io/poll``: waiting. It always means waiting for a moment, since no stream ever keeps anybody waiting."""

from __future__ import annotations

from collections.abc import Sequence

from app.sandbox.clock import Clock
from app.sandbox.deadline import Deadline
from app.sandbox.values.forms import Own
from app.sandbox.wasi.interface import Functions, Interface, RuleBroken
from app.sandbox.wasi.tables import Table, Type

_AT_ONCE = 0


class Poll:
    """The pollables of one instance: each is the moment, in nanoseconds of the monotonic clock, from which it is
    ready.
    """

    def __init__(self, clock: Clock, deadline: Deadline) -> None:
        self._clock, self._deadline = clock, deadline
        self.pollables: Table[int] = Table(Type.POLLABLE)

    def interface(self) -> Interface:
        """The whole of ``wasi:io/poll``."""
        functions: Functions = {
            "[method]pollable.ready": self._ready,
            "[method]pollable.block": self._block,
            "poll": self._poll,
        }
        return Interface("wasi:io/poll", functions, {"pollable": self.pollables.resource})

    def at(self, ns: int) -> Own:
        """A pollable that is ready from a moment on."""
        return self.pollables.add(ns)

    def at_once(self, _rep: int = 0) -> Own:
        """A pollable that is always ready, to subscribe to a stream with."""
        return self.pollables.add(_AT_ONCE)

    def _ready(self, rep: int) -> bool:
        return self.pollables[rep] <= self._clock.monotonic_ns()

    def _block(self, rep: int) -> None:
        self._wait([self.pollables[rep]])

    def _poll(self, reps: Sequence[int]) -> list[int]:
        if not reps:
            raise RuleBroken("the component waits for nothing, and so without end")
        moments = [self.pollables[rep] for rep in reps]
        now = self._wait(moments)
        return [index for index, moment in enumerate(moments) if moment <= now]

    def _wait(self, moments: Sequence[int]) -> int:
        """Sleep until the first of them has come; the present moment then."""
        now, first = self._clock.monotonic_ns(), min(moments)
        if first > now:
            self._clock.sleep(first - now, self._deadline)
        return max(now, first)
