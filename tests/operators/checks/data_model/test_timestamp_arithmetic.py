import pytest

from tests.operators.checks.data_model.checking import codes, findings
from tests.operators.checks.data_model.writing import FIRST, in_process

CODE = "timestamp-arithmetic"


@pytest.mark.parametrize(
    "bad",
    [
        "timestamp / 1000",
        "timestamp + 5",
        "5 - timestamp",
        "timestamp % 60",
        "-timestamp",
        "timestamp > 0",
        "timestamp <= message.value.timestamp",
        "0 < timestamp.timestamp < 5",
        "int(timestamp)",
        "float(timestamp)",
        'f"{timestamp:.2f}"',
        "timestamp[0]",
        'timestamp["secs"]',
        "message.value.timestamp * 2",
        "message.value.timestamp.timestamp + 1",
    ],
)
def test_it_is_no_number(bad: str) -> None:
    (found,) = findings(in_process(f"x = {bad}", "branch"), "branch")
    assert (found.code, found.severity, found.place.line, found.fixable) == (CODE, "error", FIRST, False)


def test_the_sentence() -> None:
    (found,) = findings(in_process("now = timestamp\nx = now / 1000", "delay"), "delay")
    assert found.message == "now / 1000: now is a record and not a number."
    (found,) = findings(
        in_process("x = datetime.fromtimestamp(timestamp)", "delay").replace(
            "import json", "from datetime import datetime"
        ),
        "delay",
    )
    assert found.code == CODE


def test_equality_does_not_fail_but_is_never_true() -> None:
    (found,) = findings(in_process("x = timestamp == 0", "branch"), "branch")
    assert (found.code, found.severity) == (CODE, "warning")


@pytest.mark.parametrize(
    "good",
    [
        "x = timestamp.timestamp.secs / 1000 + timestamp.counter",
        "x = timestamp.timestamp.secs < message.value.timestamp.timestamp.secs",
        "x = timestamp == message.value.timestamp",
        "x = timestamp is None",
        "x = not timestamp",
        'x = f"{timestamp} {timestamp!r:>10}"',
        'x = "at %s" % timestamp',
        "x = str(timestamp), repr(timestamp)",
        "timestamp = timestamp.timestamp.secs\nx = timestamp / 2",
        "x = read(timestamp)",
        "if isinstance(timestamp, int):\n    x = timestamp / 2",
        "try:\n    x = timestamp / 2\nexcept TypeError:\n    x = 1",
    ],
)
def test_what_is_right(good: str) -> None:
    assert codes(in_process(good, "branch"), "branch") == []
