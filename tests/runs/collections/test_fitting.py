"""What an operator of a kind can be expected to do."""

from typing import Any

import pytest

from app.operators.kinds import Kind
from app.runs.collections.fitting import misfit


@pytest.mark.parametrize(
    ("expect", "kinds"),
    [
        ({"outcome": "output"}, {Kind.MAP, Kind.ACCUMULATE}),
        ({"output": {"payload": "x"}}, set(Kind)),
        ({"outputs": [{"payload": "x"}]}, set(Kind)),
        ({"outcome": "passed"}, {Kind.FILTER}),
        ({"outcome": "dropped"}, {Kind.FILTER}),
        ({"outcome": "arm"}, {Kind.BRANCH}),
        ({"arm": "True"}, {Kind.BRANCH}),
        ({"outcome": "delayed"}, {Kind.DELAY}),
        ({"hlc": {"secs": 1}}, {Kind.DELAY}),
        ({"outcome": "error"}, set(Kind)),
        ({"outcome": "trap"}, set(Kind)),
        ({"outcome": "time_limit"}, set(Kind)),
        ({"output": None}, set(Kind)),
        ({"outputs": []}, set(Kind)),
        ({"logs": [{"contains": "x"}]}, set(Kind)),
        ({}, set(Kind)),
        (None, set(Kind)),
    ],
)
def test_what_a_kind_cannot_do_is_no_fit(expect: dict[str, Any] | None, kinds: set[Kind]) -> None:
    assert {kind for kind in Kind if misfit(kind, expect) is None} == kinds


def test_the_sentence_names_both_kinds() -> None:
    told = misfit(Kind.ACCUMULATE, {"arm": "True"})

    assert told is not None
    assert told.startswith("This case expects an arm, which only a branch operator has; this one is an accumulate.")


def test_where_two_kinds_could_both_are_named() -> None:
    assert "only an accumulate or map operator has; this one is a filter" in str(
        misfit(Kind.FILTER, {"output": {}, "outcome": "output"})
    )
