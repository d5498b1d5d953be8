from typing import Any

import pytest

from app.payloads.compare import expected
from tests.payloads.compare.reports import message, report, result

Json = dict[str, Any]

HLC = {"secs": 9_007_199_254_740_993, "nanos": 5, "counter": 0, "node_id": "n"}
TRAP = result(
    "trap", error="ValueError: bad reading", explanation="The operator did not catch ValueError.", duration_us=90
)
TOLD = report(
    result(logs=[{"level": "info", "context": "c", "message": "one"}], output=message()),
    result("delayed", hlc=HLC, logs=[{"level": "info", "context": "c", "message": "two"}]),
    TRAP,
    state=[{"key": "k", "key_encoding": "text", "value": "v", "encoding": "text"}],
)


def paths(expect: Json, told: Json = TOLD) -> list[str]:
    return [each["path"] for each in expected.compare(expect, told, ()).ended()]


@pytest.mark.parametrize(
    "expect",
    [
        {"outcome": "trap"},
        {"error": "bad reading"},
        {"error": "did not catch"},
        {"output": None},
        {"logs": [{"contains": "one"}, {"contains": "two"}]},
        {"metrics": []},
        {"state": [{"key": "k", "value": "v"}, {"key": "none", "value": None}]},
        {"max_duration_us": 90, "max_memory_bytes": 1_000},
    ],
)
def test_what_the_report_holds(expect: Json) -> None:
    found = expected.compare(expect, TOLD, ())
    assert found.ended() == []


@pytest.mark.parametrize(
    ("expect", "path"),
    [
        ({"outcome": "output"}, "outcome"),
        ({"arm": "True"}, "arm"),
        ({"error": "Bad reading"}, "error"),
        ({"output": {"payload": "{}"}}, "output"),
        ({"outputs": []}, "outputs.0"),
        ({"logs": [{"contains": "two"}, {"contains": "one"}]}, "logs.1"),
        ({"metrics": [{"name": "m"}]}, "metrics.0"),
        ({"state": [{"key": "k", "value": "w"}]}, "state.k"),
        ({"max_duration_us": 89}, "max_duration_us"),
        ({"max_memory_bytes": 999}, "max_memory_bytes"),
        ({"hlc": {"secs": 1}}, "hlc.secs"),
    ],
)
def test_what_it_does_not_can_be_ignored(expect: Json, path: str) -> None:
    assert path in paths(expect)
    assert paths(expect | {"ignores": paths(expect)}) == []


def test_a_new_time_is_compared_in_part_and_exactly() -> None:
    told = report(result("delayed", hlc=HLC))
    assert paths({"hlc": {"secs": 9_007_199_254_740_993, "counter": None}}, told) == []
    assert paths({"hlc": HLC}, told) == []
    assert paths({"hlc": HLC | {"secs": 9_007_199_254_740_992}}, told) == ["hlc.secs"]


def test_an_outcome_that_differs_is_explained() -> None:
    (difference,) = expected.compare({"outcome": "output"}, TOLD, ()).ended()
    assert difference == {
        "path": "outcome",
        "expected": "output",
        "actual": "trap",
        "note": "ValueError: bad reading The operator did not catch ValueError.",
    }


def test_no_error_and_an_unknown_memory() -> None:
    told = report(result(), memory_bytes=None)
    assert paths({"error": "x", "max_memory_bytes": 1}, told) == ["error", "max_memory_bytes"]
