import json
from typing import Any

import pytest

from app.sandbox.host import metrics as module
from app.sandbox.host.metrics import Instruments, Metrics
from app.sandbox.recording import HostCallsReached, Recording
from app.sandbox.values.forms import Case
from tests.sandbox.recordings import recording

OK = Case("ok")


def made(**limits: Any) -> tuple[Metrics, Recording]:
    kept = recording(**limits)
    return Metrics(kept, Instruments()), kept


def u64(value: int) -> Case:
    return Case("u64", value)


def f64(value: float) -> Case:
    return Case("f64", value)


def test_counters_and_both_kinds_of_histogram() -> None:
    metrics, kept = made()
    assert metrics.functions()["add-to-counter"]("c", u64(2**64 - 1), [("k", "v"), ("k", "w")]) == OK
    assert metrics.functions()["record-to-histogram"]("h", f64(1.5), None) == OK
    assert metrics.record_to_histogram("i", u64(3), []) == OK
    plain: dict[str, Any] = {"labels": [], "error": None}
    assert kept.metrics == [
        {"name": "c", "kind": "counter", "value": 2**64 - 1, "labels": [["k", "v"], ["k", "w"]], "error": None},
        {"name": "h", "kind": "histogram", "value": 1.5, **plain},
        {"name": "i", "kind": "histogram", "value": 3, **plain},
    ]
    assert kept.host_calls == 3


def test_a_name_keeps_its_first_type_and_a_conflict_is_told_to_both_sides() -> None:
    metrics, kept = made()
    metrics.add_to_counter("n", u64(1), None)
    metrics.record_to_histogram("f", f64(1.0), None)
    refused = [
        metrics.record_to_histogram("n", u64(1), None),
        metrics.record_to_histogram("f", u64(1), None),
        metrics.add_to_counter("f", u64(1), None),
    ]
    assert [(answer.tag, answer.value.tag) for answer in refused] == [("err", "incompatible-type")] * 3
    assert refused[0].value.value == "n is a counter, it cannot be a histogram of whole numbers"
    assert metrics.add_to_counter("n", u64(1), None) == OK
    assert [entry["error"] for entry in kept.metrics] == [
        None,
        None,
        *(answer.value.value for answer in refused),
        None,
    ]


def test_a_whole_float_is_still_a_float() -> None:
    metrics, kept = made()
    metrics.record_to_histogram("h", f64(2.0), None)
    assert metrics.record_to_histogram("h", f64(3.5), None) == OK
    assert [entry["error"] for entry in kept.metrics] == [None, None]


def test_the_first_type_holds_for_the_whole_run() -> None:
    instruments = Instruments()
    Metrics(recording(), instruments).add_to_counter("n", u64(1), None)
    assert Metrics(recording(), instruments).record_to_histogram("n", u64(1), None).tag == "err"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_json_cannot_write_leave_as_text(value: float) -> None:
    metrics, kept = made()
    metrics.record_to_histogram("h", f64(value), None)
    assert kept.metrics[0]["value"] == str(value)
    json.dumps(kept.as_json(), allow_nan=False)


def test_names_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_NAMES", 1)
    metrics, _ = made()
    assert metrics.add_to_counter("a", u64(1), None) == OK
    assert metrics.add_to_counter("b", u64(1), None).tag == "err"
    assert metrics.add_to_counter("a", u64(1), None) == OK


def test_a_long_name_does_not_come_back_whole_in_an_error() -> None:
    metrics, _ = made()
    metrics.add_to_counter("n" * 100_000, u64(1), None)
    answer = metrics.record_to_histogram("n" * 100_000, f64(1), None)
    assert answer.tag == "err"
    assert len(answer.value.value) < 300
    assert metrics.record_to_histogram("n" * 99_999, f64(1), None) == OK


def test_nothing_of_a_hostile_text_steers_a_terminal() -> None:
    metrics, kept = made()
    metrics.add_to_counter("\x1b[1m", u64(1), [("\x07", "\r")])
    assert (kept.metrics[0]["name"], kept.metrics[0]["labels"]) == ("\ufffd[1m", [["\ufffd", "\ufffd"]])


def test_calls_without_end_are_stopped() -> None:
    metrics, _ = made(host_calls=1)
    metrics.add_to_counter("a", u64(1), None)
    with pytest.raises(HostCallsReached):
        metrics.add_to_counter("a", u64(1), None)
