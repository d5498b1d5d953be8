"""All of WASI 0.2 that a component made of Python imports."""

from __future__ import annotations

from app.sandbox.clock import Clock
from app.sandbox.deadline import Deadline
from app.sandbox.randomness import Randomness
from app.sandbox.wasi import command_line
from app.sandbox.wasi.clocks import Clocks
from app.sandbox.wasi.filesystem import Filesystem
from app.sandbox.wasi.interface import Interface
from app.sandbox.wasi.poll import Poll
from app.sandbox.wasi.random_numbers import RandomNumbers
from app.sandbox.wasi.sockets import Sockets
from app.sandbox.wasi.streams import Sink, Streams
from app.sandbox.wasi.tree import Tree


class Wasi:
    """One instance's WASI. ``streams`` takes what is printed, with ``stdout`` or ``stderr``; without ``files`` there
    are none. Every wait ends at ``deadline`` with TimeLimitReached.

    Functions raise Exited where the component ends itself, TooManyHandles where it keeps too much, RuleBroken where it
    asks for what no component may ask for. Nothing can be called after any of them.
    """

    def __init__(
        self, clock: Clock, randomness: Randomness, streams: Sink, files: Tree | None, deadline: Deadline
    ) -> None:
        self._poll = Poll(clock, deadline)
        self._streams = Streams(streams, self._poll)
        self._filesystem = Filesystem(files, self._streams)
        self._sockets = Sockets()
        self._interfaces = (
            *command_line.interfaces(),
            self._poll.interface(),
            *self._streams.interfaces(),
            *Clocks(clock, self._poll).interfaces(),
            *RandomNumbers(randomness).interfaces(),
            *self._filesystem.interfaces(),
            *self._sockets.interfaces(),
        )

    def interfaces(self) -> tuple[Interface, ...]:
        """Everything to offer to a linker."""
        return self._interfaces

    def show_files(self, files: Tree | None) -> None:
        """Have these folders instead of those from before, none of which may have been opened."""
        self._filesystem.show(files)

    def withdraw_files(self) -> None:
        """Take all folders away, as if there had never been any: paths lead nowhere, and what is open is so no more."""
        self._filesystem.withdraw()

    def close(self) -> None:
        """Forget all resources."""
        for part in (self._poll.pollables, self._streams, self._filesystem, self._sockets):
            part.clear()
