"""Figures of measurements, against slower ways to the same numbers and against data that is known."""

import statistics
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.runs.measurements import (
    LEAST_GROWTH_BYTES,
    growth,
    host_share,
    percentile,
    slope,
    split,
    stretches,
    summary,
    throughput,
    was_replaced,
)  # fmt: skip

durations = st.lists(st.integers(0, 10**9), min_size=1, max_size=300)
samples = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 2**40)), min_size=1, max_size=200)


def measured(took: list[int], host: list[int] | None = None, memory: list[tuple[int, int]] | None = None) -> Any:
    return {
        "outcomes": {"output": len(took)},
        "durations_us": took,
        "host_us": host or [0] * len(took),
        "memory": memory or [],
    }


@given(durations, st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_enough_values_do_not_exceed(values: list[int], percent: int) -> None:
    found = percentile(sorted(values), percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


@pytest.mark.parametrize(("percent", "value"), [(1, 1), (50, 50), (90, 90), (95, 95), (99, 99), (100, 100)])
def test_percentiles_of_a_hundred_numbers(percent: int, value: int) -> None:
    assert percentile(range(1, 101), percent) == value


@given(durations)
def test_a_summary_is_ordered_and_agrees_with_the_calls(values: list[int]) -> None:
    figures = summary(measured(values))
    assert figures is not None
    ascending = [figures[name] for name in ("p50_us", "p90_us", "p95_us", "p99_us", "max_us")]
    assert ascending == sorted(ascending)
    assert figures["max_us"] == max(values)
    assert figures["count"] == len(values)
    assert figures["mean_us"] == pytest.approx(statistics.mean(values), abs=0.06)


def test_a_summary_has_every_promised_figure() -> None:
    figures = summary(measured([100, 300, 200, 400], [10, 30, 20, 40], [(0, 1000), (3, 1660)]))
    assert figures == {
        "count": 4, "throughput_per_s": 4000.0, "mean_us": 250.0, "p50_us": 200, "p90_us": 400, "p95_us": 400,
        "p99_us": 400, "max_us": 400, "host_share": 0.1, "memory_start": 1000, "memory_end": 1660,
        "growth_per_message_bytes": None,
    }  # fmt: skip


def test_no_calls_give_no_figures() -> None:
    assert summary(measured([])) is None
    assert stretches(measured([])) == []


def test_a_clock_that_stands_still_gives_no_rate() -> None:
    assert throughput([0, 0, 0]) is None
    assert host_share([0, 0], [0, 0]) == 0.0


@given(durations, durations)
def test_a_share_stays_a_share(took: list[int], host: list[int]) -> None:
    assert 0.0 <= host_share(took, host) <= 1.0


@given(samples.filter(lambda memory: len({call for call, _ in memory}) > 1))
def test_a_slope_is_that_of_the_least_squares_line(memory: list[tuple[int, int]]) -> None:
    expected, _ = statistics.linear_regression(*zip(*memory, strict=True))
    assert slope(memory) == pytest.approx(expected, rel=1e-6, abs=0.01)


@given(st.integers(1, 100_000), st.integers(0, 2**40), st.integers(16, 200), st.integers(1, 10_000))
def test_growth_of_a_straight_line_is_its_slope_if_it_is_enough(rate: int, start: int, points: int, every: int) -> None:
    memory = [(every * point, start + rate * every * point) for point in range(points)]
    found = growth(measured([1], memory=memory))
    if memory[-1][1] - memory[points // 2][1] < LEAST_GROWTH_BYTES:
        assert found is None
    else:
        assert found == pytest.approx(rate, abs=0.06)


def leak(call: int, rate: int, free: int) -> int:
    """Resident memory of a component that keeps ``rate`` bytes a call, of which ``free`` bytes were there before; the
    kernel counts in steps."""
    kept = max(0, rate * call - free) + min(700_000, 1_000 * call)
    return -(-kept // 65_536) * 65_536


def test_what_fills_first_is_no_growth() -> None:
    memory = [(call, leak(call, 220, 2_000_000)) for call in range(0, 5_000, 25)]
    assert growth(measured([1], memory=memory)) is None


def test_steps_still_give_the_growth_behind_them_once_the_free_memory_is_full() -> None:
    memory = [(call, leak(call, 1_000, 2_000_000)) for call in range(0, 8_000, 40)]
    assert growth(measured([1], memory=memory)) == pytest.approx(1_000, rel=0.02)


@pytest.mark.parametrize(
    "memory",
    [
        [], [(5, 1000)], [(call, 10**6 * call) for call in range(8)],
        [(call, 10_000) for call in range(200)],
        [(call, 10**8 - 10**5 * call) for call in range(200)],
        [(call, 0 if call < 190 else 10**8) for call in range(200)],
        [(call, 10**5 * (call % 40)) for call in range(200)],
    ],
    ids=["none", "one", "few", "level", "falling", "one jump", "sawtooth"],
)  # fmt: skip
def test_what_does_not_grow_steadily_has_no_growth(memory: list[tuple[int, int]]) -> None:
    assert growth(measured([1], memory=memory)) is None


def test_a_replaced_instance_hides_the_growth_and_an_error_value_does_not() -> None:
    found = measured([1], memory=[(call, 10**5 * call) for call in range(200)])
    assert growth(found | {"outcomes": {"output": 9, "error": 1}}) == 10**5
    assert growth(found | {"outcomes": {"output": 9, "trap": 1}}) is None
    assert was_replaced(found | {"outcomes": {"time_limit": 1}})


@given(durations, st.integers(1, 50))
def test_a_split_loses_nothing_and_is_even(values: list[int], most: int) -> None:
    parts = split(values, most)
    assert [value for _, part in parts for value in part] == values
    assert len(parts) == min(most, len(values))
    lengths = {len(part) for _, part in parts}
    assert max(lengths) - min(lengths) <= 1
    assert min(lengths) >= 1
    assert all(list(values[first : first + len(part)]) == list(part) for first, part in parts)


def test_stretches_tell_what_each_part_took_and_had_grown_to() -> None:
    first, second = stretches(measured([1, 3, 2, 40, 20, 30], memory=[(0, 10), (2, 20), (5, 60)]), 2)
    assert (first.first, first.count, first.p50_us, first.p95_us, first.max_us, first.memory) == (0, 3, 2, 3, 3, 20)
    assert (second.first, second.count, second.p50_us, second.max_us, second.memory) == (3, 3, 30, 40, 60)


def test_a_stretch_without_a_sample_has_no_memory() -> None:
    assert [part.memory for part in stretches(measured([1, 2], memory=[(1, 5)]), 2)] == [None, 5]
