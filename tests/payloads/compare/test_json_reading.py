import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.payloads.compare import json_reading
from app.payloads.compare.json_reading import MAX_DEPTH, NotJson, parse
from tests.payloads.compare.reports import VALUES, same, text, unhurried

DEEP = "[" * 10_000
ENDS = "]" * 10_000


def innermost(value: object) -> object:
    while isinstance(value, list):
        value = value[-1]
    return value


@unhurried
@given(VALUES)
def test_what_json_writes_is_read(value: object) -> None:
    assert same(parse(text(value)), value)


@settings(unhurried, max_examples=30)
@given(VALUES)
def test_the_reader_of_deep_values_reads_the_same(value: object) -> None:
    """Behind a wall of brackets the standard library gives up."""
    for written in (json.dumps(value), json.dumps(value, indent=1, ensure_ascii=False)):
        assert same(innermost(parse(f'{DEEP}{{"x": {written}}}{ENDS}')), {"x": value})


@unhurried
@given(st.text('[]{}",:01.eE-+ \\utrfalsn', max_size=12))
def test_both_readers_refuse_the_same(written: str) -> None:
    def read(of: str) -> object:
        try:
            return innermost(parse(of))
        except NotJson:
            return NotJson

    assert read(f'{DEEP}{{"x": {written}}}{ENDS}') == read(f'{{"x": {written}}}')


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "NaN",
        "[Infinity]",
        "-Infinity",
        "{",
        "[1,]",
        "{1: 2}",
        "01",
        "1.",
        "'a'",
        '"\n"',
        "1 2",
        "\ufeff1",
        "1e99999999999999999999",
    ],
)
def test_what_is_not_json(written: str) -> None:
    with pytest.raises(NotJson):
        parse(written)
    with pytest.raises(NotJson):
        parse(f"{DEEP}{written}{ENDS}" if written.strip() else f"{DEEP}{ENDS[1:]}")


def test_numbers_are_as_exact_as_they_are_written() -> None:
    assert parse("[9007199254740993, 0.1]") == [9007199254740993, 0.1]
    assert parse("0.12345678901234567890") == Decimal("0.12345678901234567890")
    assert parse("9" * 5_000) == Decimal("9" * 5_000)
    assert isinstance(parse("1"), int)
    assert parse("true") is True


def test_there_is_an_end_to_depth() -> None:
    assert innermost(parse("[" * MAX_DEPTH + "1" + "]" * MAX_DEPTH)) == 1
    with pytest.raises(NotJson):
        parse("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))


def test_a_name_that_comes_twice_has_its_last_value() -> None:
    assert parse('{"a": 1, "a": 2}') == json_reading.parse('{"a": 2}')
