"""Reports of tests, made small enough to keep."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from app.runs.testing.results import MOST_BYTES, bounded


def report(**members: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {"error": None, "outcome": None, "stdout": "", "stderr": "", "logs": [], "truncated": False}
    return usual | members


def test_a_small_report_stays_as_it_is() -> None:
    whole = report(stdout="printed", logs=[{"message": "m"}])

    assert bounded(whole) is whole


@given(some.integers(0, 300_000), some.integers(0, 3_000), some.integers(0, 2_000), some.sampled_from("x\u0001é😀"))
def test_a_large_one_is_cut_and_says_so(printed: int, lines: int, length: int, sign: str) -> None:
    logs = [{"level": "info", "context": "c", "message": sign * length}] * lines
    whole = report(stdout=sign * printed, stderr=sign * printed, logs=logs)
    cut = bounded(whole)

    if len(json.dumps(whole)) > MOST_BYTES:
        assert cut["truncated"] is True
        assert whole["stdout"].startswith(cut["stdout"])
        assert len(cut["logs"]) <= len(logs)
    assert len(json.dumps(cut)) <= MOST_BYTES
