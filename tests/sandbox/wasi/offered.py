"""One instance's WASI without a component: its functions by interface and name, called as a component would."""

import time
from typing import Any

from app.sandbox.clock import Clock, FixedClock
from app.sandbox.deadline import Deadline
from app.sandbox.randomness import Randomness, SeededRandomness
from app.sandbox.values.forms import Case, Own
from app.sandbox.wasi.tree import Tree
from app.sandbox.wasi.wasi import Wasi


class Offered:
    """``printed`` is what reached the recording, as (stream, bytes)."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        randomness: Randomness | None = None,
        files: Tree | None = None,
        time_s: float = 600,
    ) -> None:
        self.printed: list[tuple[str, bytes]] = []
        deadline = Deadline()
        deadline.set(time.monotonic() + time_s)
        write = lambda name, content: self.printed.append((name, content))  # noqa: E731
        self.wasi = Wasi(clock or FixedClock(0), randomness or SeededRandomness(0), write, files, deadline)
        self.interfaces = {offered.interface: offered for offered in self.wasi.interfaces()}

    def call(self, interface: str, function: str, *arguments: Any) -> Any:
        """Call a function such as ``wasi:io/poll`` and ``poll``; a handle among the arguments becomes its number."""
        given = [argument.rep if isinstance(argument, Own) else argument for argument in arguments]
        return self.interfaces[interface].functions()[function](*given)

    def ok(self, interface: str, function: str, *arguments: Any) -> Any:
        """As ``call``, for a function that must succeed; its value."""
        answer = self.call(interface, function, *arguments)
        assert isinstance(answer, Case)
        assert answer.tag == "ok", answer
        return answer.value

    def error(self, interface: str, function: str, *arguments: Any) -> Any:
        """As ``call``, for a function that must answer with an error; the error."""
        answer = self.call(interface, function, *arguments)
        assert isinstance(answer, Case)
        assert answer.tag == "err", answer
        return answer.value

    def drop(self, interface: str, resource: str, handle: Own) -> None:
        """Let go of a handle, as the engine does for a component."""
        found = self.interfaces[interface].resources()[resource]
        assert found.type == handle.type
        found.drop(handle.rep)
