"""JSON read strictly, and in pieces."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.payloads.reading.findings import Bad
from app.payloads.reading.json_stream import Stream
from app.payloads.reading.strict_json import members, parse

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=12,
)


class Drops(io.BytesIO):
    """A file that gives at most so many bytes at a time, however many are asked for."""

    at_once = 20

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(self.at_once, size if size and size > 0 else self.at_once))


def stream(text: str, most: int = 1_000_000, at_once: int = 20) -> Stream:
    file = Drops(text.encode())
    file.at_once = at_once
    return Stream(file, "x.json", most)


def take(whole: Stream) -> None:
    """One value and no more."""
    whole.value()
    whole.end()


@settings(deadline=None)
@given(VALUES, st.sampled_from([None, 1]))
def test_a_value_comes_back(value: Any, indent: int | None) -> None:
    assert parse(json.dumps(value, indent=indent), "x") == value
    assert stream(json.dumps(value, indent=indent, ensure_ascii=False)).value() == value


@settings(deadline=None)
@given(st.lists(VALUES, max_size=5))
def test_a_list_comes_back_element_by_element(values: list[Any]) -> None:
    whole = stream(json.dumps(values))
    assert [whole.value() for _ in whole.array()] == values
    whole.end()


@settings(deadline=None)
@given(st.dictionaries(st.text(st.characters(codec="utf-8")), VALUES, max_size=5))
def test_members_come_back_as_they_are_written(value: dict[str, Any]) -> None:
    text = json.dumps(value, indent=2)
    found = members(text, "x")

    assert {name: held for name, held, _ in found} == value
    assert all(json.loads(written) == held and written in text for _, held, written in found)
    whole = stream(text)
    assert {name: whole.value() for name in whole.object()} == value


def test_members_of_one_name_are_all_there() -> None:
    assert members('{"a": 1, "a":  [2] }', "x") == [("a", 1, "1"), ("a", [2], "[2]")]


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("\n{", 2), ('{"a":\n\n}', 3), ("[1,\n2,]", 2), ("1 2", 1), ("NaN", 1), ("-Infinity", 1), ("1e999", 1),
     ('"\\ud800"', 1), ("\n\n'a'", 3), ("[" * 100_000, 1), ("9" * 5_000, 1), ("tru", 1), ('"\t"', 1)],
)  # fmt: skip
def test_what_is_not_json_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Bad) as parsed:
        parse(text, "x.json")
    assert (parsed.value.path, parsed.value.line) == ("x.json", line)
    with pytest.raises(Bad):
        take(stream(text, at_once=10_000))


def test_a_pair_of_surrogates_is_a_character() -> None:
    assert parse('"\\ud83d\\ude00"', "x") == "😀"


def test_one_value_has_a_bound_and_many_have_none() -> None:
    many = stream("[" + ",".join(['"' + "x" * 90 + '"'] * 1_000) + "]", most=100)
    assert sum(len(many.value()) for _ in many.array()) == 90_000

    with pytest.raises(Bad, match="more than the 100 characters"):
        stream('"' + "x" * 1_000 + '"', most=100).value()
    with pytest.raises(Bad, match="more than the 10 characters"):
        stream('"' + "x" * 90 + '"', most=100).value(10)


def test_lines_are_counted_across_pieces() -> None:
    whole = stream('{"a": 1,\n"b":\n\n[1],\n"c" 2}')
    names = whole.object()
    lines = []
    for _ in range(2):
        next(names)
        whole.peek()
        lines.append(whole.line)
        whole.value()
    with pytest.raises(Bad) as bad:
        next(names)

    assert (lines, bad.value.line) == ([1, 4], 5)
