from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.payloads.compare.paths import Scope, parse
from app.payloads.compare.values import MISSING, Pair, Trail, differing, member, selected
from tests.payloads.compare.reports import NAMES, VALUES, shuffled, unhurried


def differences(one: Any, other: Any, scope: Scope | None = None, tolerance: str = "0") -> list[str]:
    """The paths of what differs, below x."""
    parts = selected(Pair(Trail("x"), one, other, scope or Scope()))
    return [pair.at.text() for part in parts for pair in differing(part, Decimal(tolerance))]


@unhurried
@given(VALUES)
def test_a_value_is_as_it_is(value: Any) -> None:
    assert differences(value, value) == []


@unhurried
@given(VALUES, st.integers(0, 5))
def test_the_order_of_members_never_counts(value: Any, turn: int) -> None:
    assert differences(value, shuffled(value, turn)) == []


@unhurried
@given(VALUES, VALUES)
def test_the_same_places_differ_whichever_is_expected(one: Any, other: Any) -> None:
    assert sorted(differences(one, other)) == sorted(differences(other, one))


@unhurried
@given(VALUES, VALUES)
def test_ignoring_all_that_differs_makes_equal(one: Any, other: Any) -> None:
    found = differences(one, other)
    inside = [parse(path)[1:] for path in found]
    assert differences(one, other, Scope(None, inside)) == [] if () not in inside else found == ["x"]


@unhurried
@given(st.dictionaries(NAMES, VALUES, max_size=4), st.dictionaries(NAMES, VALUES, max_size=4), NAMES)
def test_only_the_selected_member_is_looked_at(one: dict[str, Any], other: dict[str, Any], name: str) -> None:
    scope = Scope([(name,)])
    assert differences(one, {**other, name: one[name]} if name in one else {**one}, scope) == []
    first, second = (each.get(name, MISSING) for each in (one, other))
    assert bool(differences(one, other, scope)) == bool(differences([first], [second]) if first is not second else [])


def test_differences_have_paths_and_both_values() -> None:
    found = list(
        differing(Pair(Trail("x"), {"a": [1, {"b": 2}], "c": 3}, {"a": [1, {"b": 4}, 5]}, Scope()), Decimal(0))
    )
    assert [(pair.at.text(), pair.expected, pair.actual) for pair in found] == [
        ("x.a.1.b", 2, 4),
        ("x.a.2", MISSING, 5),
        ("x.c", 3, MISSING),
    ]


def test_true_is_not_one_and_null_is_not_missing() -> None:
    assert differences([True, 0, None], [1, False, 0]) == ["x.0", "x.1", "x.2"]
    assert differences({"a": None}, {}) == ["x.a"]
    assert differences([], {}) == ["x"]
    assert differences("1", 1) == ["x"]
    assert differences([[]], [{}]) == ["x.0"]


def test_a_tolerance_is_for_numbers_at_any_depth() -> None:
    assert differences({"a": [1.0, "1"]}, {"a": [1.05, "1"]}, tolerance="0.1") == []
    assert differences({"a": [1.0, "1"]}, {"a": [1.2, "1"]}, tolerance="0.1") == ["x.a.0"]


def test_stars_reach_every_member() -> None:
    one, other = [{"a": 1, "b": 1}, {"a": 2, "b": 2}], [{"a": 1, "b": 9}, {"a": 9, "b": 9}]
    assert differences(one, other, Scope([parse("*.a")])) == ["x.1.a"]
    assert differences(one, other, Scope(None, [parse("*.b")])) == ["x.1.a"]
    assert differences({"l": [1, 2]}, {"l": [1, 3]}, Scope([parse("l.1")])) == ["x.l.1"]


def test_what_is_selected_may_be_missing_in_one() -> None:
    assert differences({"a": {"b": 1}}, {"a": 5}, Scope([parse("a.b")])) == ["x.a.b"]
    assert differences({"a": {"b": 1}}, [], Scope([parse("a.b.c")])) == []


def test_ten_thousand_levels() -> None:
    def deep(core: Any) -> Any:
        for _ in range(5_000):
            core = [{"a": core}]
        return core

    assert differences(deep(1), deep(1.0)) == []
    assert differences(deep(1), deep(2)) == ["x" + ".0.a" * 5_000]


def test_members_of_objects_and_lists() -> None:
    assert member({"a": None}, "a") is None
    assert member([1, 2], "1") == 2
    for value, name in (
        ([1], "1"),
        ([1], "-1"),
        ([1], "00"),
        ([1], "²"),
        ([1], "9" * 5_000),
        ("text", "0"),
        (None, "a"),
    ):
        assert member(value, name) is MISSING
