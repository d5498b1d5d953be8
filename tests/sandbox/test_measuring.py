"""Measurements: how often, of what, and what is told; never how long it takes."""

import json
from typing import Any

import pytest

from app.sandbox import measuring
from tests.sandbox.running import LIMITS, Ran, ask, run

pytestmark = pytest.mark.build


def measured(*messages: dict[str, Any], warm_up: int = 2, count: int = 10, wall_s: float = 300, **more: Any) -> Ran:
    return run("map", list(messages), measure={"warm_up": warm_up, "count": count}, wall_s=wall_s, **more)


def test_calls_are_counted_without_their_results() -> None:
    ran = measured(ask("log"), ask("refuse"), ask("describe"), count=9)
    found = ran.measured
    assert ran.results == []
    assert len(found["durations_us"]) == len(found["host_us"]) == 9
    assert all(0 < host < duration for host, duration in zip(found["host_us"], found["durations_us"], strict=True))
    assert found["outcomes"] == {"output": 6, "error": 3}
    assert (found["failures"], found["profile"]) == ([], None)
    assert ran.finished["stopped"] is None


def test_messages_are_fed_in_turn_from_the_first_warm_up_call_on() -> None:
    ran = measured(ask("describe"), ask("refuse"), warm_up=1, count=1)
    assert ran.measured["outcomes"] == {"error": 1}


def test_memory_is_sampled_and_a_long_measurement_not_more_often() -> None:
    found = measured(ask("describe"), count=450)
    samples = found.measured["memory"]
    assert 100 <= len(samples) <= measuring.MOST_SAMPLES
    assert [index for index, _ in samples] == list(range(0, 450, 3))
    assert all(used > 0 for _, used in samples)


def test_failures_are_counted_and_the_first_ones_shown() -> None:
    ran = measured(ask("fail"), warm_up=0, count=7)
    assert ran.measured["outcomes"] == {"trap": 7}
    assert len(ran.measured["failures"]) == measuring.MOST_FAILURES
    assert ran.measured["failures"][0]["error"].startswith("ValueError")
    assert ran.measured["failures"][1]["reinitialised"] is True


def test_what_fails_only_in_the_beginning_is_shown_as_well() -> None:
    ran = measured(ask("fail"), ask("describe"), warm_up=1, count=1)
    assert ran.measured["outcomes"] == {"output": 1}
    assert [failure["outcome"] for failure in ran.measured["failures"]] == ["trap"]


def test_it_stops_in_time_with_what_it_has() -> None:
    ran = measured(ask("spin"), warm_up=0, count=1_000, wall_s=3, limits=LIMITS | {"time_ms": 300})
    done = len(ran.measured["durations_us"])
    assert 1 <= done < 1_000
    assert f"after {done} of 1,000 calls" in ran.finished["stopped"]


def test_it_stops_where_the_operator_does_not_start_again() -> None:
    ran = measured(ask("fail"), warm_up=0, count=5, configuration=[["init", "accept once"]])
    assert ran.measured["outcomes"] == {"trap": 1}
    assert "answered false" in ran.finished["stopped"]


ROW = {"function": "process", "path": "my.py", "line": 3, "calls": 5, "own_us": 7, "total_us": 9}


class Profiled:
    """Stands for a session whose component tells such a profile."""

    def __init__(self, told: str | None) -> None:
        self._told = told

    def take_profile(self) -> str | None:
        return self._told


def profile(told: str | None) -> Any:
    return measuring._profile(Profiled(told))  # type: ignore[arg-type]


def test_a_profile_begins_with_what_costs_most_and_is_bounded() -> None:
    rows = [ROW | {"own_us": number} for number in range(500)]
    shown = profile(json.dumps(rows))
    assert [row["own_us"] for row in shown] == list(range(499, 299, -1))
    assert shown[0] == ROW | {"own_us": 499}


@pytest.mark.parametrize("told", [None, "", "no JSON", "[" * 100_000])
def test_a_profile_that_cannot_be_read_is_none(told: str | None) -> None:
    assert profile(told) is None


@pytest.mark.parametrize(
    "row",
    [
        7,
        None,
        [],
        {},
        *(ROW | change for change in ({"own_us": -1}, {"calls": "5"}, {"line": True}, {"total_us": 2**60})),
    ],
)
def test_a_row_that_is_none_is_left_out(row: Any) -> None:
    assert profile(json.dumps([row, ROW])) == [ROW]


def test_texts_of_a_profile_are_cut_and_cleaned() -> None:
    shown = profile(json.dumps([ROW | {"function": "\x1b[31m" + "x" * 1_000, "more": "y"}]))[0]
    assert len(shown["function"]) <= measuring._MOST_TEXT + 3
    assert "\x1b" not in shown["function"]
    assert set(shown) == set(ROW)


def test_failures_that_are_large_are_cut_or_left_out() -> None:
    found, large = measuring.Measured(), {"stderr": "x" * (2 << 20), "logs": ["y"], "error": None}
    found.show(large)
    found.show(large)
    found.show({"stderr": "short"})

    assert [len(failure["stderr"]) for failure in found.failures] == [measuring._MOST_BEGINNING, 5]
    assert (found.failures[0]["logs"], found.failures[0]["truncated"]) == ([], True)
