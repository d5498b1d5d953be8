"""Reports of cases as a run gives them, and JSON to put into them."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from app.payloads.compare.paths import Scope
from app.payloads.compare.values import Pair, Trail, differing

Json = dict[str, Any]


def message(payload: str = "{}", **changed: Any) -> Json:
    """An output as a run reports it."""
    told: Json = {
        "variant": "message",
        "topic": "sensors",
        "payload": payload,
        "payload_encoding": "text",
        "content_type": "application/json",
        "user_properties": [],
        "timestamp": {"secs": 1, "nanos": 2, "counter": 3, "node_id": "n"},
        "schema": None,
    }
    return told | changed


def result(outcome: str = "output", **changed: Any) -> Json:
    """One input's result."""
    told: Json = {
        "outcome": outcome,
        "output": None,
        "arm": None,
        "hlc": None,
        "error": None,
        "explanation": None,
        "logs": [],
        "metrics": [],
        "duration_us": 10,
        "truncated": False,
    }
    return told | changed


def report(*results: Json, **changed: Any) -> Json:
    """What a run of a case reports."""
    told: Json = {
        "status": "completed",
        "error": None,
        "notes": [],
        "init": {"ok": True},
        "results": list(results),
        "state": [],
        "memory_bytes": 1_000,
        "timings": {},
        "truncated": False,
    }
    return told | changed


def with_payload(payload: str, **changed: Any) -> Json:
    """The report of an operator that gave this payload."""
    return report(result(output=message(payload, **changed)))


NAMES = st.text("ab.*\\é0 ", max_size=3)
NUMBERS = st.one_of(
    st.integers(),
    st.integers(2**53 - 2, 2**53 + 4),
    st.floats(allow_nan=False, allow_infinity=False),
)
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, st.text(max_size=4))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=12,
)


def shuffled(value: Any, turn: int) -> Any:
    """The same value, the members of its objects in another order."""
    if isinstance(value, list):
        return [shuffled(each, turn) for each in value]
    if isinstance(value, dict):
        names = list(value)
        at = turn % len(names) if names else 0
        return {name: shuffled(value[name], turn) for name in reversed(names[at:] + names[:at])}
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are equal."""
    return not list(differing(Pair(Trail("x"), one, other, Scope()), Decimal(0)))


def text(value: Any) -> str:
    """As an operator writes JSON."""
    return json.dumps(value)


unhurried = settings(deadline=None)  # how long an example takes depends on what else the machine does
