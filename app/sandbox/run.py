"""One run from its first instance to its last message."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from typing import Any, Protocol

from app.sandbox import explanations, memory
from app.sandbox.guest import Guest
from app.sandbox.host.state_store import snapshot
from app.sandbox.inputs import parse_inputs
from app.sandbox.measuring import Plan, measure
from app.sandbox.program import Program
from app.sandbox.session import Session


class Sender(Protocol):
    """The part of messages.Channel that a run needs."""

    def send(self, kind: str, **fields: Any) -> None:
        """Send one message to the parent."""


class Run:
    """A request as run_child takes it, with its first instance; ``started_ns`` is when it came, on the clock of
    perf_counter_ns."""

    def __init__(
        self, program: Program, guest: Guest, request: Mapping[str, Any], channel: Sender, started_ns: int
    ) -> None:
        self._program, self._channel, self._started_ns = program, channel, started_ns
        self._inputs = parse_inputs(program.kind, request["messages"])
        self._plan = Plan.of(request, started_ns)
        self._loaded_ns = self._initialised_ns = time.perf_counter_ns()
        self._peak, self._before = memory.peak_bytes(), memory.now_bytes() - guest.weight_bytes
        self._initialised = self._fed = False
        self._index = 0
        self._session = Session(program, self._before, guest)

    def go(self) -> None:
        """Do it."""
        with contextlib.closing(self._session):
            first = self._session.start()
            self._channel.send("init", result=first)
            self._initialised, self._initialised_ns = True, time.perf_counter_ns()
            if first["ok"]:
                self._feed()
                self._fed = self._session.stopped is None
            self._finish(self._session.stopped)

    def give_up(self) -> None:
        """End it in another thread's stead: the call that is under way cannot be ended."""
        result = self._session.given_up()
        if self._initialised:
            if self._plan is None:
                self._channel.send("result", index=self._index, result=result)
        else:
            self._channel.send("init", result=result | {"ok": False})
        self._finish(explanations.STUCK)

    def _feed(self) -> None:
        if self._plan is not None:
            self._channel.send("measured", **measure(self._session, self._inputs, self._plan))
            return
        for index, given in enumerate(self._inputs):
            self._index = index
            result = self._session.run(given)
            if result is None:
                return
            self._channel.send("result", index=index, result=result)

    def _finish(self, stopped: str | None) -> None:
        now = time.perf_counter_ns()
        spans = {
            "load_us": self._loaded_ns - self._started_ns,
            "init_us": self._initialised_ns - self._loaded_ns,
            "messages_us": now - self._initialised_ns,
        }
        self._channel.send(
            "finished",
            memory_bytes=max(memory.peak_bytes() - self._peak, memory.now_bytes() - self._before, 0),
            linear_memory=max(memory.now_bytes() - self._before, 0),
            state=snapshot(self._program.keys),
            timings={name: span // 1_000 for name, span in spans.items()},
            notes=self._notes() if self._fed else [],
            stopped=stopped,
        )

    def _notes(self) -> list[str]:
        """What whoever asked for the run should know of it, in plain words."""
        unread = [schema for schema in self._program.schemas if schema.identity not in self._session.schemas_read]
        if not unread:
            return []
        if not self._program.has_registry:
            return [explanations.NO_REGISTRY]
        return [explanations.unread([schema.identity for schema in unread])]
