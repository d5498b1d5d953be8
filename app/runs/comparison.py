"""Two measurements side by side, and whether their difference is more than the measuring itself varies.

Calls in a row are no independent samples: a machine that is busy for a while makes hundreds of them slower. So each
figure is computed for ten consecutive parts of a measurement as well. Two measurements count as different only where
these parts, without the lowest and the highest of each, do not overlap.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from app.runs.measurements import PARTS, PERCENTILES, Json, Measured, mean, percentile, split, summary, throughput

Figure = Callable[[Sequence[int]], float | None]


class Verdict(StrEnum):
    """What can be said of a difference."""

    HIGHER = "higher"
    LOWER = "lower"
    NOISE = "noise"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Compared:
    """One figure of both; ``ratio`` is this one over the other, None where the other is none or zero.

    ``verdict`` is None for a figure that is not judged.
    """

    name: str
    this: float | None
    other: float | None
    ratio: float | None
    verdict: Verdict | None


@dataclass(frozen=True)
class _Judged:
    """A figure of calls, and how many of them one part needs for it to say anything."""

    figure: Figure
    calls: int


def compared(this: Measured, other: Measured) -> list[Compared]:
    """Every figure of two measurements that both have calls, in the order of their summary."""
    ours, theirs = _figures(this), _figures(other)
    return [
        Compared(name, ours[name], theirs[name], _ratio(ours[name], theirs[name]), _verdict(name, this, other))
        for name in ours
    ]


def _figures(measured: Measured) -> Json:
    figures = summary(measured)
    if figures is None:
        raise ValueError("a measurement without calls cannot be compared")
    return {name: value for name, value in figures.items() if name != "count"}


def _ratio(this: float | None, other: float | None) -> float | None:
    return this / other if this is not None and other else None


def _percentile(percent: int, durations: Sequence[int]) -> float:
    return percentile(sorted(durations), percent)


_JUDGED: dict[str, _Judged] = {
    "throughput_per_s": _Judged(throughput, 5),
    "mean_us": _Judged(mean, 5),
    # A part must have a call beyond the percentile, or else it shows its slowest call only.
    **{
        f"p{percent}_us": _Judged(partial(_percentile, percent), max(5, 100 // (100 - percent)))
        for percent in PERCENTILES
    },
}


def _verdict(name: str, this: Measured, other: Measured) -> Verdict | None:
    judged = _JUDGED.get(name)
    if judged is None:
        return None
    ours, theirs = _spread(judged, this["durations_us"]), _spread(judged, other["durations_us"])
    if ours is None or theirs is None:
        return Verdict.TOO_FEW
    if ours[0] > theirs[1]:
        return Verdict.HIGHER
    return Verdict.LOWER if ours[1] < theirs[0] else Verdict.NOISE


def _spread(judged: _Judged, durations: Sequence[int]) -> tuple[float, float] | None:
    """Between which values the parts' figures lie, without the lowest and the highest; None for too few calls."""
    if len(durations) < PARTS * judged.calls:
        return None
    found = sorted(value for _, part in split(durations, PARTS) if (value := judged.figure(part)) is not None)
    return (found[1], found[-2]) if len(found) == PARTS else None


def differing(this: Json, other: Json) -> list[str]:
    """What was not the same in two requests, in words: a ratio then says nothing of the operator alone."""
    return [words for name, words in _NAMES.items() if _given(this, name) != _given(other, name)]


_NAMES = {
    "messages": "the input",
    "configuration": "the configuration",
    "module_schemas": "the module schemas",
    "schemas": "the schema registry",
    "state": "the state store at the start",
    "clock": "the clock",
    "seed": "the seed",
    "limits": "the limits",
    "warm_up": "the calls to warm up",
    "profile": "whether a profile was taken",
}


def _given(request: Json, name: str) -> Any:
    how = request.get("measure") or {}
    return how.get(name) or request.get(name) or None
