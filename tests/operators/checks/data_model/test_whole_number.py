import pytest

from tests.operators.checks.data_model.checking import codes, findings, fixed
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "whole-number"


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("x = hybrid_logical_clock.Timespec(1.5, 0)", "x = hybrid_logical_clock.Timespec(int(1.5), 0)"),
        (
            "x = hybrid_logical_clock.Timespec(secs=timestamp.timestamp.secs / 10, nanos=0)",
            "x = hybrid_logical_clock.Timespec(secs=int(timestamp.timestamp.secs / 10), nanos=0)",
        ),
        ("x = metrics.CounterValue_U64(float(y))", "x = metrics.CounterValue_U64(int(float(y)))"),
    ],
)
def test_a_fraction_is_cut_off(bad: str, good: str) -> None:
    assert codes(in_process(bad, "delay"), "delay") == [(CODE, FIRST)]
    assert fixed(in_process(bad, "delay"), "delay") == in_process(good, "delay")
    assert codes(in_process(good, "delay"), "delay") == []


def test_the_sentence() -> None:
    (found,) = findings(in_process("x = hybrid_logical_clock.Timespec(1.5, 0)"))
    assert (found.severity, found.message) == (
        "error",
        "secs of hybrid_logical_clock.Timespec must be a whole number, and this may have a fraction.",
    )


@pytest.mark.parametrize(
    "good",
    [
        "x = hybrid_logical_clock.Timespec(5 // 2, 0)",
        "x = hybrid_logical_clock.Timespec(y / 2, 0)",
        "x = metrics.HistogramValue_F64(1.5)",
    ],
)
def test_what_is_right_or_not_sure(good: str) -> None:
    assert codes(in_process(good)) == []
