"""Comparing: a real difference is told, an accidental one is not, and too little is said to be too little."""

import random
from typing import Any

import pytest

from app.runs.comparison import Compared, Verdict, compared, differing


def normal(mean: float, count: int, seed: int, spread: float = 0.1) -> dict[str, Any]:
    """Durations around a mean, in microseconds."""
    chance = random.Random(seed)
    took = [max(1, round(chance.gauss(mean, mean * spread))) for _ in range(count)]
    return {
        "durations_us": took, "host_us": [0] * count, "memory": [[at, 10_000 * at] for at in range(count)],
        "outcomes": {"output": count},
    }  # fmt: skip


def named(found: list[Compared]) -> dict[str, Compared]:
    return {one.name: one for one in found}


def test_a_slower_operator_is_slower_in_every_figure() -> None:
    found = named(compared(normal(200, 1000, 1), normal(100, 1000, 2)))
    assert {found[name].verdict for name in ("mean_us", "p50_us", "p90_us", "p95_us", "p99_us")} == {Verdict.HIGHER}
    assert found["throughput_per_s"].verdict is Verdict.LOWER
    assert found["p50_us"].ratio == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("seed", range(10))
def test_the_same_operator_twice_is_within_noise(seed: int) -> None:
    found = compared(normal(100, 1000, seed), normal(100, 1000, seed + 100))
    assert {one.verdict for one in found} <= {None, Verdict.NOISE}


def test_a_machine_that_was_busy_for_a_while_is_no_difference() -> None:
    busy = normal(100, 1000, 1)
    busy["durations_us"] = busy["durations_us"][:500] + [took * 2 for took in busy["durations_us"][500:]]
    assert named(compared(busy, normal(100, 1000, 2)))["p50_us"].verdict is Verdict.NOISE


def test_few_calls_are_not_judged() -> None:
    found = named(compared(normal(200, 49, 1), normal(100, 1000, 2)))
    assert found["p50_us"].verdict is Verdict.TOO_FEW
    assert found["p50_us"].ratio == pytest.approx(2, abs=0.2)


@pytest.mark.parametrize(("name", "needs"), [("p50_us", 50), ("p90_us", 100), ("p95_us", 200), ("p99_us", 1000)])
def test_a_rarer_percentile_needs_more_calls(name: str, needs: int) -> None:
    enough, few = normal(200, needs, 1), normal(200, needs - 1, 1)
    other = normal(100, needs, 2)
    assert named(compared(enough, other))[name].verdict is Verdict.HIGHER
    assert named(compared(few, other))[name].verdict is Verdict.TOO_FEW


def test_memory_and_the_longest_call_are_shown_and_not_judged() -> None:
    found = named(compared(normal(100, 300, 1), normal(100, 300, 2)))
    assert found["max_us"].verdict is None
    assert found["growth_per_message_bytes"].ratio == 1
    assert found["memory_start"].ratio is None


def test_a_clock_that_stands_still_is_not_judged() -> None:
    still: dict[str, Any] = {"durations_us": [0] * 100, "host_us": [0] * 100, "memory": [], "outcomes": {}}
    found = named(compared(still, still))
    assert found["throughput_per_s"].verdict is Verdict.TOO_FEW
    assert found["p50_us"].ratio is None


def test_no_calls_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="without calls"):
        compared(normal(1, 1, 1), {"durations_us": [], "host_us": [], "memory": []})


def test_what_was_given_differently_is_named() -> None:
    this = {"messages": [{"payload": "a"}], "configuration": {}, "limits": {}}
    other = {"messages": [{"payload": "b"}], "configuration": {"k": "v"}, "state": []}
    assert differing(this, other) == ["the input", "the configuration"]
    assert differing(this, this) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"clock": "2026-01-01T00:00:00Z"}, "the clock"),
        ({"seed": 7}, "the seed"),
        ({"schemas": [{"id": "oven"}]}, "the schema registry"),
        ({"measure": {"warm_up": 5, "count": 9, "profile": False}}, "the calls to warm up"),
        ({"measure": {"warm_up": 20, "count": 9, "profile": True}}, "whether a profile was taken"),
    ],
)
def test_each_setting_counts_and_the_number_of_calls_does_not(change: dict[str, Any], says: str) -> None:
    this = {"messages": [{"payload": "a"}], "measure": {"warm_up": 20, "count": 500, "profile": False}}
    assert differing(this, this | change) == [says]
