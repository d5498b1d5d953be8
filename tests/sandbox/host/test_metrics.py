import json
from typing import Any

import pytest
from wasmtime.component import Variant

from app.sandbox.host import metrics as module
from app.sandbox.host.metrics import Instruments, Metrics
from app.sandbox.recording import Recording
from app.sandbox.values import record

STORE: Any = None  # the metrics do not look at it


def made() -> tuple[Metrics, Recording]:
    recording = Recording(100_000, lambda: None)
    return Metrics(recording, Instruments()), recording


def test_counters_and_both_kinds_of_histogram() -> None:
    metrics, recording = made()
    assert (
        metrics.add_to_counter(STORE, "c", 2**64 - 1, [record(key="k", value="v"), record(key="k", value="w")]) is None
    )
    assert metrics.record_to_histogram(STORE, "h", 1.5, None) is None
    assert metrics.record_to_histogram(STORE, "i", 3, []) is None
    assert recording.metrics == [
        {"name": "c", "kind": "counter", "value": 2**64 - 1, "labels": [["k", "v"], ["k", "w"]]},
        {"name": "h", "kind": "histogram", "value": 1.5, "labels": []},
        {"name": "i", "kind": "histogram", "value": 3, "labels": []},
    ]


def test_a_name_keeps_its_first_type() -> None:
    metrics, recording = made()
    metrics.add_to_counter(STORE, "n", 1, None)
    metrics.record_to_histogram(STORE, "f", 1.0, None)
    for refused in (
        metrics.record_to_histogram(STORE, "n", 1, None),
        metrics.record_to_histogram(STORE, "f", 1, None),
        metrics.add_to_counter(STORE, "f", 1, None),
    ):
        assert isinstance(refused, Variant)
        assert refused.tag == "incompatible-type"
    assert metrics.add_to_counter(STORE, "n", 1, None) is None
    assert len(recording.metrics) == 3


def test_the_first_type_holds_for_the_whole_run() -> None:
    instruments = Instruments()
    Metrics(Recording(1_000, lambda: None), instruments).add_to_counter(STORE, "n", 1, None)
    later = Metrics(Recording(1_000, lambda: None), instruments)
    assert later.record_to_histogram(STORE, "n", 1, None) is not None


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_json_cannot_write_leave_as_text(value: float) -> None:
    metrics, recording = made()
    metrics.record_to_histogram(STORE, "h", value, None)
    assert recording.metrics[0]["value"] == str(value)
    json.dumps(recording.as_json(), allow_nan=False)


def test_names_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_NAMES", 1)
    metrics, _ = made()
    assert metrics.add_to_counter(STORE, "a", 1, None) is None
    assert metrics.add_to_counter(STORE, "b", 1, None) is not None
    assert metrics.add_to_counter(STORE, "a", 1, None) is None
