"""``metrics``: counters and histograms."""

import math
from typing import ClassVar

from wasmtime.component import LinkerInstance, Record, Variant

from app.kit.text import printable
from app.sandbox.recording import Recording
from app.sandbox.values import Storelike, field

MAX_NAMES = 1_000


class Instruments:
    """What each name was first used as in a run; later uses must agree."""

    def __init__(self) -> None:
        self._types: dict[str, str] = {}

    def agree(self, name: str, used_as: str) -> str | None:
        """None where the name may be used so, else why not."""
        if len(self._types) >= MAX_NAMES and name not in self._types:
            return f"a run keeps at most {MAX_NAMES} different metrics"
        known = self._types.setdefault(name, used_as)
        return None if known == used_as else f"{name} is {known}, it cannot be {used_as}"


class Metrics:
    """Writes into the recording of the call that is under way."""

    interface: ClassVar[str] = "metrics"

    def __init__(self, recording: Recording, instruments: Instruments) -> None:
        self.recording = recording
        self._instruments = instruments

    def define(self, instance: LinkerInstance) -> None:
        """Add the functions of the interface."""
        instance.add_func("add-to-counter", self.add_to_counter)
        instance.add_func("record-to-histogram", self.record_to_histogram)

    def add_to_counter(self, _store: Storelike, name: str, value: int, labels: list[Record] | None) -> Variant | None:
        """Count; None is the interface's ok, a Variant its ``metrics-error``."""
        return self._measure(name, "counter", "a counter", value, labels)

    def record_to_histogram(
        self, _store: Storelike, name: str, value: float, labels: list[Record] | None
    ) -> Variant | None:
        """Record; a histogram of whole numbers (u64) is another type than one of floats (f64)."""
        numbers = "floats" if type(value) is float else "whole numbers"
        return self._measure(name, "histogram", f"a histogram of {numbers}", value, labels)

    def _measure(self, name: str, kind: str, used_as: str, value: float, labels: list[Record] | None) -> Variant | None:
        conflict = self._instruments.agree(name, used_as)
        if conflict is not None:
            return Variant("incompatible-type", conflict)
        pairs = [[printable(field(label, "key")), printable(field(label, "value"))] for label in labels or []]
        self.recording.metric(printable(name), kind, _writable(value), pairs)
        return None


def _writable(value: float) -> float | str:
    """JSON has no NaN and no infinities: they leave as ``nan``, ``inf`` and ``-inf``."""
    return str(value) if type(value) is float and not math.isfinite(value) else value
