"""``fakes``: what a project's own tests read and set of the host; everybody else is refused."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from app.sandbox.clock import Clock, SteeredClock
from app.sandbox.host.state_store import snapshot
from app.sandbox.keys import Keys, Refused
from app.sandbox.recording import Recording
from app.sandbox.values.forms import Case, Resource
from app.sandbox.wasi.interface import RuleBroken

_OK = Case("ok")
_TOLD = ("logs", "metrics", "state_changes")


class Fakes:
    """Serves one instance; a clock that can be steered is what tells a test from a run."""

    interface = "studio:preview/fakes"

    def __init__(self, recording: Recording, keys: Keys, clock: Clock) -> None:
        self.recording = recording
        self.serve(keys, clock)

    def serve(self, keys: Keys, clock: Clock) -> None:
        """Answer from another run's keys."""
        self._keys, self._clock = keys, clock

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """All of the interface."""
        return {
            "recorded": self.recorded,
            "put-key": self.put_key,
            "set-clock": self.set_clock,
            "move-clock": self.move_clock,
        }

    def resources(self) -> Mapping[str, Resource]:
        """None."""
        return {}

    def recorded(self) -> str:
        """What the test has left behind up to now, and the keys."""
        self._steered()
        self.recording.called()
        told = self.recording.as_json()
        return json.dumps({name: told[name] for name in _TOLD} | {"state": snapshot(self._keys)})

    def put_key(self, key: bytes, value: bytes) -> Case:
        """Put a value into the state store; a ``result`` whose error is a text."""
        self._steered()
        self.recording.called()
        try:
            self._keys.set(key, value)
        except Refused as refusal:
            return Case("err", f"the state store refuses it: {refusal}")
        return _OK

    def set_clock(self, moment: int) -> None:
        """Stop the clock."""
        self._steered().set(moment)

    def move_clock(self, by: int) -> None:
        """Move it on."""
        self._steered().move(by)

    def _steered(self) -> SteeredClock:
        if not isinstance(self._clock, SteeredClock):
            raise RuleBroken("only tests may ask for this")
        return self._clock
