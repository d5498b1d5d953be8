from typing import Any

import pytest

from app.payloads import expectation
from app.payloads.compare.beginning import with_beginning
from app.payloads.compare.verdict import verdict
from tests.payloads.compare.reports import report, result

Json = dict[str, Any]

LINE = {"level": "error", "context": "init", "message": "no unit"}
SHARED: Json = {"ok": False, "logs": [LINE], "metrics": [], "duration_us": 40, "stage": None, "explanation": None}
REFUSED = report(status="failed", init=SHARED | {"outcome": None, "explanation": "init answered false."})
FAILED = report(status="failed", init=SHARED | {"outcome": "trap", "error": "ValueError: no unit"})
NOT_LOADED = report(status="failed", init=SHARED | {"outcome": "trap", "stage": "load", "error": "SyntaxError"})
STOPPED = report(status="stopped", init=SHARED, error={"detail": "You stopped it."})


@pytest.mark.parametrize(
    ("expect", "told", "word"),
    [
        ({"outcome": "init_refused"}, REFUSED, "passed"),
        ({"outcome": "init_refused", "error": "answered false"}, REFUSED, "passed"),
        ({"outcome": "init_refused", "logs": [{"contains": "unit"}]}, REFUSED, "passed"),
        ({"outcome": "init_refused", "logs": [{"contains": "colour"}]}, REFUSED, "failed"),
        ({"outcome": "init_refused", "output": None, "outputs": []}, REFUSED, "passed"),
        ({"outcome": "init_refused", "output": {}}, REFUSED, "failed"),
        ({"outcome": "init_refused"}, FAILED, "failed"),
        ({"outcome": "init_failed", "error": "no unit"}, FAILED, "passed"),
        ({"outcome": "init_failed", "max_duration_us": 39}, FAILED, "failed"),
        ({"outcome": "init_failed"}, REFUSED, "failed"),
        ({"outcome": "init_refused"}, report(result()), "failed"),
        ({"outcome": "init_failed"}, NOT_LOADED, "broken"),
        ({"outcome": "init_refused"}, STOPPED, "broken"),
        ({"outcome": "output"}, REFUSED, "broken"),
        ({"error": "no unit"}, FAILED, "broken"),
        (None, REFUSED, "broken"),
    ],
)
def test_an_operator_that_does_not_begin(expect: Json | None, told: Json, word: str) -> None:
    assert verdict(expect, told).verdict == word


def test_the_outcome_is_told_also_of_a_broken_case() -> None:
    assert verdict(None, REFUSED).outcome == "init_refused"
    assert verdict(None, FAILED).outcome == "init_failed"
    assert verdict(None, STOPPED).outcome is None


def test_a_run_that_begins_has_none() -> None:
    assert with_beginning(report(result())) is None
    assert with_beginning(report(status="failed", init=None)) is None


def test_both_can_be_stored() -> None:
    assert expectation.parse({"outcome": "init_refused"}) == {"outcome": "init_refused"}
    assert expectation.parse({"outcome": "init_failed"}) == {"outcome": "init_failed"}
