"""Feeding inputs again and again, to see how long they take and what they need."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.kit.text import printable, truncate
from app.sandbox import explanations
from app.sandbox.input_types import Input
from app.sandbox.session import Attempt, Session

MOST_SAMPLES = 200
MOST_FAILURES = 5
FAILURES_BYTES = 1 << 20  # of all their JSON together
MOST_ROWS = 200
_MOST_TEXT = 300
_MOST_BEGINNING = 4_000  # characters of each text of a result that is too large
_SPARE_NS = 1_000_000_000  # of the run's time, to tell what was found
_COUNTS, _TIMES, _TEXTS = ("line", "calls"), ("own_us", "total_us"), ("function", "path")

Json = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """``warm_up`` calls that are not counted, then ``count`` that are; none that might end after ``until_ns``, on the
    clock of perf_counter_ns.
    """

    warm_up: int
    count: int
    until_ns: int

    @classmethod
    def of(cls, request: Mapping[str, Any], started_ns: int) -> Plan | None:
        """A request's own; None where nothing is to be measured."""
        given = request.get("measure")
        if given is None:
            return None
        return cls(given["warm_up"], given["count"], started_ns + int(request["wall_s"] * 1e9) - _SPARE_NS)


@dataclass
class Measured:
    """What was seen so far; times in microseconds, memory as index of the call and bytes."""

    durations_us: list[int] = field(default_factory=list)
    host_us: list[int] = field(default_factory=list)
    memory: list[tuple[int, int]] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[Json] = field(default_factory=list)

    def count(self, attempt: Attempt) -> None:
        """Take one call."""
        self.durations_us.append(attempt.duration_us)
        self.host_us.append(attempt.host_us)
        self.outcomes[attempt.outcome] += 1

    def show(self, result: Json) -> None:
        """Keep a failure's result where there is room for it: all of them go in one message with everything else. Of
        the first no more than the beginning is kept where it alone is too large."""
        if not self.failures and _written(result) > FAILURES_BYTES:
            result = _beginning(result)
        size = _written(result)
        if sum(map(_written, self.failures)) + size <= FAILURES_BYTES:
            self.failures.append(result)


def measure(session: Session, inputs: Sequence[Input], plan: Plan) -> Json:
    """Feed the inputs in turn: ``{durations_us, host_us, memory, outcomes, failures, profile}``.

    Fewer than planned where the time of the run is over or the operator cannot be started again; then the session is
    ``stopped``.
    """
    found = Measured()
    longest_ns = 0
    every = -(-plan.count // MOST_SAMPLES)
    for number in range(-plan.warm_up, plan.count):
        began = time.perf_counter_ns()
        if began + longest_ns > plan.until_ns:
            session.stopped = explanations.out_of_time(len(found.durations_us), plan.count)
            break
        attempt = session.attempt(inputs[(number + plan.warm_up) % len(inputs)])
        if attempt is None:
            break
        if number >= 0:
            found.count(attempt)
            if number % every == 0:
                found.memory.append((number, session.memory_bytes()))
        if attempt.failure is not None and len(found.failures) < MOST_FAILURES:
            found.show(session.result(attempt))
        longest_ns = max(longest_ns, time.perf_counter_ns() - began)
    return {**vars(found), "profile": _profile(session)}


def _written(result: Json) -> int:
    """How many bytes a result has as JSON."""
    return len(json.dumps(result))


def _beginning(result: Json) -> Json:
    """A result without what an operator can make long: its texts are cut and its lists left out."""
    kept = {name: value for name, value in result.items() if value is None or isinstance(value, int | float)}
    texts = {name: truncate(text, _MOST_BEGINNING) for name, text in result.items() if isinstance(text, str)}
    lists: Json = {name: [] for name, value in result.items() if isinstance(value, list)}
    small = {name: result[name] for name in ("buffers",) if name in result}
    return {**dict.fromkeys(result), **lists, **small, **kept, **texts, "truncated": True}


def _profile(session: Session) -> list[Json] | None:
    """The rows that the component tells, the most costly first; whatever is not such a row is left out."""
    told = session.take_profile()
    if told is None:
        return None
    try:
        rows = json.loads(told)
    except (ValueError, RecursionError):
        return None
    good = [row for row in rows if _is_row(row)] if isinstance(rows, list) else []
    good.sort(key=lambda row: -float(row["own_us"]))
    return [_shown(row) for row in good[:MOST_ROWS]]


def _is_row(row: Any) -> bool:
    if not isinstance(row, dict):
        return False
    counts = all(type(row.get(name)) is int and 0 <= row[name] < 2**53 for name in _COUNTS)
    times = all(type(row.get(name)) in {int, float} and 0 <= row[name] < 2**53 for name in _TIMES)
    return counts and times and all(isinstance(row.get(name), str) for name in _TEXTS)


def _shown(row: Json) -> Json:
    texts = {name: truncate(printable(row[name]), _MOST_TEXT) for name in _TEXTS}
    return {**texts, **{name: row[name] for name in (*_COUNTS, *_TIMES)}}
