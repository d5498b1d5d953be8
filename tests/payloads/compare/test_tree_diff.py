from typing import Any

from hypothesis import given

from app.payloads.compare.tree_diff import tree
from tests.payloads.compare.drawing import bounded, drawn
from tests.payloads.compare.reports import VALUES, same, unhurried


def test_a_tree_unfolds_what_differs() -> None:
    one = {"a": 1, "list": [1, {"x": 1, "y": 2}], "c": 1, "d": 2, "e": 3, "old": "t"}
    other = {"e": 3, "a": 1, "list": [1, {"x": 1, "y": 3}, 7], "c": 1, "d": 2, "new": None}
    assert drawn(tree(one, other)) == [
        " {",
        '   "a": 1',
        '   "list": [',
        "     0: 1",
        "     1: {",
        '       "x": 1',
        '-      "y": 2',
        '+      "y": 3',
        "     }",
        "+    2: 7",
        "   ]",
        "   … 3 that are the same or not compared",
        '-  "old": "t"',
        '+  "new": null',
        " }",
    ]


def test_other_types_stand_whole() -> None:
    assert drawn(tree({"a": [1]}, {"a": {"b": 1}})) == [" {", '-  "a": [1]', '+  "a": {"b": 1}', " }"]
    assert drawn(tree(1, True)) == ["-1", "+true"]


@unhurried
@given(VALUES, VALUES)
def test_a_tree_is_empty_only_for_equal_values(one: Any, other: Any) -> None:
    found = tree(one, other)
    assert (found == []) == same(one, other)
    assert not found or {line.sign for line in found} & {"-", "+"}
    assert bounded(found)


def test_trees_are_bounded() -> None:
    assert bounded(tree(list(range(100_000)), list(range(1, 100_001))))
    assert bounded(tree({"k" * 10_000: "v" * 10_000}, {"k" * 10_000: "w" * 10_000}))
    deep: list[Any] = [1, 2]
    for core in range(2):
        for _ in range(10_000):
            deep[core] = [deep[core]]
    found = tree(*deep)
    assert bounded(found)
    assert [line.text for line in found if line.sign != " "] == [
        "0: … 9,970 levels deeper: 1",
        "0: … 9,970 levels deeper: 2",
    ]


def test_long_texts_are_shown_where_they_differ() -> None:
    found = tree({"a": "x" * 5_000 + "old"}, {"a": "x" * 5_000 + "new"})
    assert "old" in found[1].text
    assert "new" in found[2].text
