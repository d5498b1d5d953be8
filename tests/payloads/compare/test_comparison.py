from app.payloads.compare.comparison import MAX_DIFFERENCES, Comparison
from app.payloads.compare.paths import Scope, parse
from app.payloads.compare.texts import MAX_CHARACTERS
from app.payloads.compare.values import Trail


def test_at_most_a_hundred_differences_and_how_many_more() -> None:
    found = Comparison()
    found.values(Trail("payload"), list(range(200_250)), list(range(1, 200_251)), Scope())
    told = found.ended()
    assert len(told) == MAX_DIFFERENCES
    assert told[0] == {"path": "payload.0", "expected": "0", "actual": "1", "note": ""}
    assert told[-1]["note"] == "200,150 more differences are not listed."


def test_one_more() -> None:
    found = Comparison()
    found.values(Trail("payload"), [], [0] * 101, Scope())
    assert found.ended()[-1]["note"] == "It is there and not expected. 1 more difference is not listed."


def test_all_texts_are_bounded() -> None:
    found = Comparison()
    key = "k" * 100_000
    found.values(Trail("payload"), {key: ["x" * 100_000]}, {key: {}}, Scope())
    found.plain(Trail("topic"), "a" * 100_000, "b" * 100_000)
    for difference in found.ended():
        assert all(len(text) <= MAX_CHARACTERS for text in difference.values())


def test_long_texts_inside_json_are_told_apart() -> None:
    found = Comparison()
    found.values(Trail("payload"), "a" * 3_000 + "b", "a" * 3_000 + "c", Scope())
    (difference,) = found.ended()
    assert difference["note"] == "They differ from character 3,001 on."
    assert difference["expected"] != difference["actual"]


def test_it_knows_whether_anything_was_looked_at() -> None:
    for name in ("a", "b"):
        found = Comparison()
        found.values(Trail("payload"), {"a": 1}, {"a": 1}, Scope([parse(name)]))
        assert found.has_looked is (name == "a")
        assert found.ended() == []


def test_types_that_differ_are_named() -> None:
    found = Comparison()
    found.values(Trail("x"), [1, "1", {}], [True, None, []], Scope())
    assert [each["note"] for each in found.ended()] == [
        "Expected is a number, there is true or false.",
        "Expected is a text, there is null.",
        "Expected is an object, there is a list.",
    ]
