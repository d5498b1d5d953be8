"""Bins: every value in exactly one, few, with limits that a person can read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.runs.histogram import MOST_BINS, histogram

durations = st.lists(st.integers(0, 10**10), min_size=1, max_size=200)


@given(st.lists(durations, min_size=1, max_size=3))
def test_every_value_is_in_the_bin_whose_limits_enclose_it(measurements: list[list[int]]) -> None:
    found = histogram(*measurements)
    assert all(low < high for low, high in pairwise(found.edges))
    assert len(found.edges) <= MOST_BINS + 2
    for values, counts in zip(measurements, found.counts, strict=True):
        expected = [sum(low <= value < high for value in values) for low, high in pairwise(found.edges)]
        assert counts == expected
        assert sum(counts) == len(values)


@given(durations)
def test_no_bin_lies_outside_the_values(values: list[int]) -> None:
    found = histogram(values)
    assert found.edges[1] > min(values)
    assert found.edges[-2] <= max(values)


@given(durations)
def test_the_same_values_have_the_same_bins_in_any_order(values: list[int]) -> None:
    assert histogram(values) == histogram(values[::-1])


def test_close_values_are_shown_in_bins_of_equal_width() -> None:
    found = histogram(list(range(100, 121)))
    assert not found.logarithmic
    assert found.edges == [float(edge) for edge in range(100, 122)]


def test_a_wide_spread_is_shown_in_bins_of_equal_ratio() -> None:
    found = histogram([90, 100, 110, 100_000])
    assert found.logarithmic
    assert {100.0, 1000.0, 10_000.0, 100_000.0} <= set(found.edges)
    ratios = [high / low for low, high in pairwise(found.edges)]
    assert max(ratios) == pytest.approx(min(ratios))


@pytest.mark.parametrize("value", [0, 1, 9, 10, 99, 100, 999, 1000, 10**9, 10**10])
def test_a_single_value_at_a_limit_has_a_bin(value: int) -> None:
    found = histogram([value])
    assert sum(found.counts[0]) == 1
    assert found.counts[0][0] == 1


def test_a_zero_beside_long_times_has_its_own_bin() -> None:
    found = histogram([0, 1_000, 2_000])
    assert found.edges[0] == 0.0
    assert found.counts[0][0] == 1
