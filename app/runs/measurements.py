"""The figures of a measurement, from what a run's child measured (docs/performance.md says what they mean).

Everything here takes the stored event ``measured``: ``durations_us`` and ``host_us`` call by call, in microseconds, and
``memory``, pairs of a call's index and the bytes that the operator had grown by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Json = dict[str, Any]
Measured = Mapping[str, Any]

PERCENTILES = (50, 90, 95, 99)
PARTS = 10
LIVES_ON = frozenset({"output", "passed", "dropped", "arm", "delayed", "error"})
FEWEST_SAMPLES = 8
LEAST_GROWTH_BYTES = 1 << 20


def summary(measured: Measured) -> Json | None:
    """The figures as the JSON interface gives them (docs/api.md); None where not one call was measured."""
    durations: list[int] = measured["durations_us"]
    if not durations:
        return None
    ordered, memory = sorted(durations), measured["memory"]
    return {
        "count": len(durations),
        "throughput_per_s": throughput(durations),
        "mean_us": round(mean(durations), 1),
        **{f"p{percent}_us": percentile(ordered, percent) for percent in PERCENTILES},
        "max_us": ordered[-1],
        "host_share": host_share(durations, measured["host_us"]),
        "memory_start": memory[0][1] if memory else None,
        "memory_end": memory[-1][1] if memory else None,
        "growth_per_message_bytes": growth(measured),
    }


def percentile(ordered: Sequence[int], percent: int) -> int:
    """The smallest value that ``percent`` (1 to 100) of the values do not exceed (nearest rank). ``ordered`` is
    ascending and not empty."""
    rank = -(-percent * len(ordered) // 100)
    return ordered[max(rank, 1) - 1]


def mean(durations: Sequence[int]) -> float:
    """Microseconds a call took on average."""
    return sum(durations) / len(durations)


def throughput(durations: Sequence[int]) -> float | None:
    """Calls per second, one after another; None where the clock saw no time pass."""
    total = sum(durations)
    return round(len(durations) * 1_000_000 / total, 1) if total else None


def host_share(durations: Sequence[int], host: Sequence[int]) -> float:
    """The part of the time, 0 to 1, that was spent in calls to the host."""
    total = sum(durations)
    return round(min(1.0, sum(host) / total), 4) if total else 0.0


def growth(measured: Measured) -> float | None:
    """Bytes that the operator grows by with each call, once it grows steadily; None where that cannot be told.

    It is the slope of the least-squares line through the later half of the samples. The earlier half is left out: a
    component starts with about 2 MB of freed memory, which it fills first (measured with componentize-py 0.14.0), and
    its pages become resident one by one. Both quarters of the later half must grow alike, and by a megabyte together:
    the kernel's count of a process's memory is no finer.
    """
    later = measured["memory"][len(measured["memory"]) // 2 :]
    if len(later) < FEWEST_SAMPLES or was_replaced(measured):
        return None
    middle = len(later) // 2
    third, fourth = slope(later[: middle + 1]), slope(later[middle:])
    is_steady = 0 < max(third, fourth) <= 2 * min(third, fourth)
    if not is_steady or later[-1][1] - later[0][1] < LEAST_GROWTH_BYTES:
        return None
    return round(slope(later), 1)


def slope(memory: Sequence[Sequence[int]]) -> float:
    """Bytes per call: the least-squares line through samples of at least two different calls."""
    at, used = sum(call for call, _ in memory) / len(memory), sum(size for _, size in memory) / len(memory)
    spread = sum((call - at) ** 2 for call, _ in memory)
    return sum((call - at) * (size - used) for call, size in memory) / spread


def was_replaced(measured: Measured) -> bool:
    """Whether an exception or a limit ended an instance, and its memory with it."""
    return not LIVES_ON.issuperset(measured["outcomes"])


@dataclass(frozen=True)
class Stretch:
    """Some calls in a row: the index of the first, how many, and their figures in microseconds and bytes."""

    first: int
    count: int
    p50_us: int
    p95_us: int
    max_us: int
    memory: int | None


def stretches(measured: Measured, most: int = PARTS) -> list[Stretch]:
    """The calls in order, in at most ``most`` parts of nearly equal length."""
    durations, memory = measured["durations_us"], measured["memory"]
    return [_stretch(first, part, memory) for first, part in split(durations, most)]


def split(durations: Sequence[int], most: int) -> list[tuple[int, Sequence[int]]]:
    """At most ``most`` parts of nearly equal length, none of them empty, each with the index of its first call."""
    parts = min(most, len(durations))
    ends = [len(durations) * part // parts for part in range(parts + 1)] if parts else []
    return [(start, durations[start:end]) for start, end in pairwise(ends)]


def _stretch(first: int, durations: Sequence[int], memory: Sequence[Sequence[int]]) -> Stretch:
    ordered, end = sorted(durations), first + len(durations)
    used = [size for call, size in memory if call < end]
    return Stretch(
        first=first,
        count=len(durations),
        p50_us=percentile(ordered, 50),
        p95_us=percentile(ordered, 95),
        max_us=ordered[-1],
        memory=used[-1] if used else None,
    )
