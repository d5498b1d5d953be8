"""``metrics``: counters and histograms."""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.kit.text import truncate
from app.sandbox.recording import Recording
from app.sandbox.values.forms import Case, Resource

MAX_NAMES = 1_000
_MAX_NAMED = 200  # characters of a name in the text of an error
_MAX_KEPT = 1_000  # characters of a name that is remembered as it is; of a longer one its digest is
_OK = Case("ok")


class Instruments:
    """What each name was first used as in a run; later uses must agree."""

    def __init__(self) -> None:
        self._types: dict[str, str] = {}

    def agree(self, name: str, used_as: str) -> str | None:
        """None where the name may be used so, else why not."""
        key = name if len(name) <= _MAX_KEPT else hashlib.sha256(name.encode()).hexdigest()
        if len(self._types) >= MAX_NAMES and key not in self._types:
            return f"a run keeps at most {MAX_NAMES} different metrics"
        known = self._types.setdefault(key, used_as)
        return None if known == used_as else f"{truncate(name, _MAX_NAMED)} is {known}, it cannot be {used_as}"


class Metrics:
    """Writes into the recording of the call that is under way; ``instruments`` are the run's."""

    interface = "metrics"

    def __init__(self, recording: Recording, instruments: Instruments) -> None:
        self.recording = recording
        self.instruments = instruments

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """Both functions of the interface."""
        return {"add-to-counter": self.add_to_counter, "record-to-histogram": self.record_to_histogram}

    def resources(self) -> Mapping[str, Resource]:
        """None."""
        return {}

    def add_to_counter(self, name: str, value: Case, labels: Sequence[tuple[str, str]] | None) -> Case:
        """Count; a ``result`` whose error is a ``metrics-error``."""
        return self._measure(name, "counter", "a counter", value, labels)

    def record_to_histogram(self, name: str, value: Case, labels: Sequence[tuple[str, str]] | None) -> Case:
        """Record; a histogram of whole numbers (u64) is another type than one of floats (f64)."""
        numbers = "floats" if value.tag == "f64" else "whole numbers"
        return self._measure(name, "histogram", f"a histogram of {numbers}", value, labels)

    def _measure(
        self, name: str, kind: str, used_as: str, value: Case, labels: Sequence[tuple[str, str]] | None
    ) -> Case:
        self.recording.called()
        conflict = self.instruments.agree(name, used_as)
        self.recording.metric(name, kind, _writable(value.value), labels or (), conflict)
        return _OK if conflict is None else Case("err", Case("incompatible-type", conflict))


def _writable(value: float) -> float | str:
    """JSON has no NaN and no infinities: they leave as ``nan``, ``inf`` and ``-inf``."""
    return str(value) if type(value) is float and not math.isfinite(value) else value
