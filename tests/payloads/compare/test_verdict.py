import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.payloads.compare.comparison import MAX_DIFFERENCES
from app.payloads.compare.paths import written
from app.payloads.compare.texts import MAX_CHARACTERS
from app.payloads.compare.verdict import verdict
from tests.payloads.compare.reports import (
    NAMES,
    NUMBERS,
    VALUES,
    message,
    report,
    result,
    shuffled,
    text,
    unhurried,
    with_payload,
)

Json = dict[str, Any]


def word(expected: Any, actual: str, **rules: Any) -> str:
    """The verdict on a payload."""
    return verdict({"output": {"payload": expected}, **rules}, with_payload(actual)).verdict


@unhurried
@given(VALUES)
def test_a_payload_is_as_it_is(value: Any) -> None:
    assert word(text(value), text(value)) == "passed"
    assert word(text(value), json.dumps(value, indent=2, ensure_ascii=True)) == "passed"


@unhurried
@given(VALUES.filter(lambda value: not isinstance(value, str) and value is not None))
def test_a_payload_can_be_expected_as_json(value: Any) -> None:
    assert word(value, text(value)) == "passed"


@unhurried
@given(VALUES, st.integers(0, 5))
def test_the_order_of_members_never_counts(value: Any, turn: int) -> None:
    assert word(text(value), text(shuffled(value, turn))) == "passed"


@unhurried
@given(VALUES, VALUES)
def test_it_does_not_matter_which_of_two_is_expected(one: Any, other: Any) -> None:
    assert word(text(one), text(other)) == word(text(other), text(one))


@unhurried
@given(st.integers(), NAMES)
def test_whole_numbers_are_exact_and_may_have_a_point(number: int, name: str) -> None:
    inside = json.dumps(name)
    assert word(f"{{{inside}: {number}}}", f"{{{inside}: {number}.0}}") == "passed"
    assert word(f"{{{inside}: {number}}}", f"{{{inside}: {number + 1}}}") == "failed"
    assert word(f"{{{inside}: {number}}}", f"{{{inside}: {number + 1}.0}}") == "failed"


@unhurried
@given(NUMBERS, st.booleans())
def test_true_is_no_number(number: float, truth: bool) -> None:
    assert word(text(number), text(truth)) == "failed"


@unhurried
@given(st.integers(-(10**6), 10**6), st.integers(0, 100), st.integers(0, 100))
def test_a_tolerance(number: int, distance: int, tolerance: int) -> None:
    told = word(f"[{number / 100}]", f"[{(number + distance) / 100}]", tolerance=tolerance / 100)
    assert told == ("passed" if distance <= tolerance else "failed")


@unhurried
@given(VALUES, VALUES)
def test_ignoring_all_that_differs_makes_equal(one: Any, other: Any) -> None:
    expect = {"outcome": "output", "output": {"payload": text(one), "topic": "t"}}
    told = with_payload(text(other))
    found = verdict(expect, told)
    ignores = [difference["path"] for difference in found.differences]
    assert verdict(expect | {"ignores": ignores}, told).verdict == "passed"


@unhurried
@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4), st.dictionaries(NAMES, VALUES, max_size=4), st.data())
def test_only_what_is_selected_is_looked_at(one: Json, other: Json, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(one)))
    path = written(["payload", name])
    assert word(text(one), text(other | {name: one[name]}), select=[path]) == "passed"
    alone = word(text({name: one[name]}), text({name: other[name]} if name in other else {}))
    assert word(text(one), text(other), select=[path]) == alone


@unhurried
@given(VALUES, VALUES, st.text(max_size=50))
def test_a_verdict_can_always_be_written_and_is_bounded(one: Any, other: Any, topic: str) -> None:
    assume(one != other)
    found = verdict(
        {"output": {"payload": one, "topic": topic + "x"}, "error": topic}, with_payload(text(other), topic=topic)
    )
    json.dumps(found.differences, allow_nan=False, ensure_ascii=False).encode()
    assert len(found.differences) <= MAX_DIFFERENCES
    for difference in found.differences:
        assert set(difference) == {"path", "expected", "actual", "note"}
        assert all(value is None or len(value) <= MAX_CHARACTERS for value in difference.values())


@pytest.mark.parametrize("core", ["1", "2"])
def test_ten_thousand_levels(core: str) -> None:
    expected = '{"a":[' * 5_000 + "1" + "]}" * 5_000
    actual = '{"a": [' * 5_000 + core + "]}" * 5_000
    assert word(expected, actual) == ("passed" if core == "1" else "failed")
    assert word(expected, actual, select=["payload.a.0.a"]) == ("passed" if core == "1" else "failed")
    assert word(expected, actual, ignores=["payload.a.0.a"]) == "passed"


def test_sixteen_megabytes() -> None:
    one = text([{"id": number, "unit": "C"} for number in range(590_000)])
    assert len(one) > 16 * 1024 * 1024
    assert word(one, one.replace(": ", ":")) == "passed"
    found = verdict({"output": {"payload": one}}, with_payload(one.replace('"C"', '"F"')))
    assert "589,900 more" in found.differences[-1]["note"]


@pytest.mark.parametrize(
    "expect", [None, {}, {"outcome": None, "logs": None}, {"select": ["payload"], "ignores": ["topic"], "tolerance": 1}]
)
def test_a_case_that_expects_nothing_is_unchecked(expect: Json | None) -> None:
    found = verdict(expect, report(result(duration_us=5), result("trap", duration_us=3), memory_bytes=7))
    assert (found.verdict, found.outcome, found.duration_us, found.memory_bytes) == ("unchecked", "trap", 5, 7)
    assert found.reason is None


@pytest.mark.parametrize(
    "expect",
    [
        {"output": {"payload": '{"a": 1}'}, "select": ["payload.b"]},
        {"output": {"topic": "x"}, "ignores": ["topic"]},
        {"outcome": "trap", "ignores": ["outcome"]},
        {"output": {"payload": None}},
    ],
)
def test_an_expectation_of_which_nothing_is_left_is_never_green(expect: Json) -> None:
    found = verdict(expect, with_payload('{"a": 1}'))
    assert found.verdict == "unchecked"
    assert "select and ignores" in (found.reason or "")


STOPPED = {"code": "cancelled", "title": "The run was stopped", "detail": "You stopped it."}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (report(status="failed", init={"ok": False, "explanation": "init answered false."}), "init answered false."),
        (report(status="failed", init={"ok": False, "error": "ValueError: x"}), "ValueError: x"),
        (report(status="stopped", error=STOPPED, init=None), "You stopped it."),
        (report(result(), status="stopped", error="It took too long."), "It took too long."),
        (report(status="stopped", init=None), "The case did not run."),
        (report(), "The run gave no result for the case."),
    ],
)
def test_a_case_that_did_not_run_is_broken(told: Json, reason: str) -> None:
    for expect in (None, {"outcome": "output"}):
        found = verdict(expect, told)
        assert (found.verdict, found.reason, found.differences) == ("broken", reason, [])


def test_a_path_that_is_none_breaks_the_case() -> None:
    found = verdict({"outcome": "output", "ignores": ["a..b"]}, report(result()))
    assert found.verdict == "broken"
    assert "empty part" in (found.reason or "")


def test_inputs_stand_for_what_a_filter_lets_pass() -> None:
    expect = {"output": {"topic": "in"}}
    assert verdict(expect, report(result("passed")), [{"topic": "in"}]).verdict == "passed"
    assert verdict(expect, report(result("passed"))).verdict == "failed"


def test_everything_together() -> None:
    told = report(
        result("output", output=message('{"t": 21.0}'), logs=[{"level": "info", "context": "c", "message": "ok"}]),
        state=[{"key": "n", "key_encoding": "text", "value": "1", "encoding": "text"}],
    )
    expect = {
        "outcome": "output",
        "output": {"payload": {"t": 21}, "topic": "sensors"},
        "logs": [{"matches": "^ok$"}],
        "state": [{"key": "n", "value": "1"}],
        "max_duration_us": 10,
    }
    assert verdict(expect, told).verdict == "passed"
    assert verdict(expect | {"arm": "True"}, told).verdict == "failed"
