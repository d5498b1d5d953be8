from collections.abc import Sequence
from typing import Any

from app.payloads.compare.comparison import Comparison
from app.payloads.compare.paths import parse
from app.payloads.compare.sent import Sent
from tests.payloads.compare.reports import message, result

Json = dict[str, Any]

ONE, TWO = (result(output=message(f'{{"n": {number}}}')) for number in (1, 2))
DROPPED, PASSED = result("dropped"), result("passed")
GIVEN = {"topic": "in", "payload": '{"n": 1}'}


def last(expected: Json | None, *results: Json, messages: Sequence[Json] = ()) -> list[str]:
    found = Comparison()
    Sent(results, messages, None, []).compare_last(found, expected)
    assert found.has_looked
    return [each["path"] for each in found.ended()]


def every(expected: list[Json], *results: Json, messages: Sequence[Json] = (), **rules: list[str]) -> list[str]:
    found = Comparison()
    select = [parse(path) for path in rules["select"]] if "select" in rules else None
    Sent(results, messages, select, [parse(path) for path in rules.get("ignores", [])]).compare_all(found, expected)
    return [each["path"] for each in found.ended()]


def test_the_last_output_counts() -> None:
    assert last({"payload": {"n": 2}}, ONE, TWO) == []
    assert last({"payload": {"n": 1}}, ONE, TWO) == ["payload.n"]
    assert last({"payload": {"n": 1}}, ONE, DROPPED) == ["output"]
    assert last({}, ONE) == []
    assert last({}, DROPPED) == ["output"]


def test_that_nothing_comes_out_can_be_expected() -> None:
    assert last(None, ONE, DROPPED) == []
    assert last(None, ONE) == ["output"]
    assert last(None, PASSED) == ["output"]
    assert every([], DROPPED, DROPPED) == []
    assert every([], DROPPED, ONE, PASSED) == ["outputs.0", "outputs.1"]


def test_what_goes_on_unchanged_is_the_input() -> None:
    assert last({"payload": {"n": 1}, "topic": "in"}, DROPPED, PASSED, messages=[{}, GIVEN]) == []
    assert last({"payload": {"n": 2}}, PASSED, messages=[GIVEN]) == ["payload.n"]
    assert last({"payload": {"n": 1}}, PASSED) == ["output"]
    assert last({"topic": "in"}, result("arm", arm="True"), messages=[GIVEN]) == []
    assert last({"topic": "in"}, result("delayed"), messages=[GIVEN]) == []


def test_all_outputs_in_order() -> None:
    expected: list[Json] = [{"payload": {"n": 1}}, {"payload": {"n": 2}}]
    assert every(expected, ONE, DROPPED, TWO) == []
    assert every(expected, TWO, ONE) == ["outputs.0.payload.n", "outputs.1.payload.n"]
    assert every(expected, ONE) == ["outputs.1"]
    assert every(expected[:1], ONE, TWO) == ["outputs.1"]
    assert every([{}, {}], ONE, TWO) == []


def test_rules_hold_for_each_output_or_for_one() -> None:
    expected: list[Json] = [{"payload": {"n": 3}, "topic": "x"}] * 2
    assert every(expected, ONE, TWO, ignores=["topic"]) == ["outputs.0.payload.n", "outputs.1.payload.n"]
    assert every(expected, ONE, TWO, ignores=["outputs.*.topic", "outputs.1.payload"]) == ["outputs.0.payload.n"]
    assert every(expected, ONE, TWO, ignores=["outputs.0"]) == ["outputs.1.topic", "outputs.1.payload.n"]
    assert every(expected, ONE, TWO, select=["topic"]) == ["outputs.0.topic", "outputs.1.topic"]
    assert every(expected, ONE, TWO, select=["outputs.1.topic"]) == ["outputs.1.topic"]
