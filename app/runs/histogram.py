"""Bins for durations: few enough to see, with round limits, the same for all measurements that are shown together."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

MOST_BINS = 48
# Bins to a decade: each is a part of the one before it, so that limits stay round (1, 10, 100 are always among them).
_PER_DECADE = (40, 20, 10, 5, 2, 1)
_STEPS = (1, 2, 5)
_WIDE = 3  # times the shortest; from here on equal ratios show more than equal widths


@dataclass(frozen=True)
class Histogram:
    """``edges`` has one more member than each list of ``counts``: bin i holds edges[i] <= value < edges[i + 1]."""

    edges: list[float]
    counts: list[list[int]]
    logarithmic: bool


def histogram(*measurements: Sequence[int]) -> Histogram:
    """How often each duration (microseconds, not negative) came, in bins that all measurements share.

    Bins of equal width where the durations lie close together, else of equal ratio. Each measurement must not be empty.
    """
    low, high = min(map(min, measurements)), max(map(max, measurements))
    is_wide = high > _WIDE * max(low, 1)
    edges = _logarithmic(max(low, 1), high) if is_wide else _linear(low, high)
    if low < edges[0]:
        edges = [0.0, *edges]
    return Histogram(edges, [_counts(values, edges) for values in measurements], is_wide)


def _counts(values: Sequence[int], edges: list[float]) -> list[int]:
    counts = [0] * (len(edges) - 1)
    for value in values:
        counts[bisect_right(edges, value) - 1] += 1
    return counts


def _linear(low: int, high: int) -> list[float]:
    step = next(step for step in _round_steps() if high // step - low // step < MOST_BINS)
    return [float(step * number) for number in range(low // step, high // step + 2)]


def _round_steps() -> "list[int]":
    """1, 2, 5, 10, 20 … microseconds; the largest is longer than any run may take."""
    return [step * 10**power for power in range(12) for step in _STEPS]


def _logarithmic(low: int, high: int) -> list[float]:
    for per_decade in _PER_DECADE:
        first, last = _floor(low, per_decade), _floor(high, per_decade)
        if last - first < MOST_BINS:
            break
    return [_limit(number, per_decade) for number in range(first, last + 2)]


def _limit(number: int, per_decade: int) -> float:
    """The lower limit of a bin. Whole decades are exact, whatever a logarithm rounds to."""
    whole, rest = divmod(number, per_decade)
    return float(10**whole) * (10 ** (rest / per_decade) if rest else 1.0)


def _floor(value: int, per_decade: int) -> int:
    """The number of the bin that holds a value of at least 1."""
    number = math.floor(math.log10(value) * per_decade)
    if _limit(number + 1, per_decade) <= value:
        return number + 1
    return number if _limit(number, per_decade) <= value else number - 1
