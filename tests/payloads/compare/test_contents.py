from typing import Any

import pytest

from app.payloads.compare.comparison import Comparison
from app.payloads.compare.contents import Content, compare
from app.payloads.compare.paths import Scope, parse
from app.payloads.compare.values import Trail


def paths_of(expected: Any, actual: Content, *select: str) -> list[str]:
    found = Comparison()
    compare(found, Trail("payload"), expected, actual, Scope([parse(path) for path in select] or None))
    return [each["path"] for each in found.ended()]


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("plain text", "plain text"),
        ("85", "85.0"),
        ('{"a": 1, "b": 2}', '{"b":2,"a":1.0}'),
        ({"a": [1, None]}, '{"a": [1, null]}'),
        (85, "85.0"),
        ({"base64": "cGxhaW4="}, "plain"),
        ('{"base64": "cGxhaW4="}', '{"base64":"cGxhaW4="}'),
        ("NaN", "NaN"),
        ("", ""),
        ('"\\ud800"', '"\\ud800" '),
    ],
)
def test_what_is_alike(expected: Any, actual: str) -> None:
    assert paths_of(expected, Content(actual)) == []


@pytest.mark.parametrize(
    ("expected", "actual", "path"),
    [
        ("plain text", "Plain text", "payload"),
        ("text", '"text"', "payload"),
        ('{"a": 1}', '{"a": 2}', "payload.a"),
        ({"a": 1}, "no JSON", "payload"),
        ('{"a": 1}', "no JSON", "payload"),
        ("no JSON", '{"a": 1}', "payload"),
        (1, "true", "payload"),
        ({"base64": "cGxhaW4="}, "plane", "payload"),
        ({"base64": "not base64!"}, "{}", "payload.base64"),
        ({"base64": "cGxhaW4=", "more": 1}, '{"base64": "cGxhaW4="}', "payload.more"),
        ("NaN", "NaN ", "payload"),
    ],
)
def test_what_is_not(expected: Any, actual: str, path: str) -> None:
    assert paths_of(expected, Content(actual)) == [path]


def test_bytes_that_are_no_text() -> None:
    held = Content("/wA=", "base64")
    assert paths_of({"base64": "/wA="}, held) == []
    assert paths_of({"base64": "/wE="}, held) == ["payload"]
    assert paths_of("/wA=", held) == ["payload"]
    assert paths_of({"a": 1}, held) == ["payload"]
    assert paths_of({"a": 1}, held, "a") == ["payload.a"]


def test_other_ways_of_writing_text() -> None:
    assert paths_of("{}", Content("e30=", "base64")) == []
    assert paths_of("{}", Content("7b7d", "hex")) == []


def test_a_selected_part_is_missing_in_what_is_no_json() -> None:
    assert paths_of('{"a": 1}', Content("no JSON"), "a") == ["payload.a"]
    assert paths_of({"a": 1}, Content("no JSON"), "a") == ["payload.a"]
    assert paths_of("no JSON", Content('{"a": 1}'), "a") == ["payload.a"]
    assert paths_of("no JSON", Content("neither"), "a") == []
