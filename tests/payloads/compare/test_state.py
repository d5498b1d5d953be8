from typing import Any

from app.payloads.compare import state
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.paths import Scope, parse

HELD = [
    {"key": "last", "key_encoding": "text", "value": '{"t": 21, "u": "C"}', "encoding": "text"},
    {"key": "/w==", "key_encoding": "base64", "value": "/wA=", "encoding": "base64"},
]


def found(*expected: dict[str, Any], ignores: str = "x") -> list[str]:
    comparison = Comparison()
    state.compare(comparison, expected, HELD, Scope(None, [parse(ignores)]))
    return [each["path"] for each in comparison.ended()]


def test_what_the_store_holds() -> None:
    assert found({"key": "last", "value": '{"u":"C","t":21.0}'}) == []
    assert found({"key": "last", "value": {"t": 21, "u": "C"}}) == []
    assert found({"key": "bGFzdA==", "key_encoding": "base64", "value": {"t": 21, "u": "C"}}) == []
    assert found({"key": "/w==", "key_encoding": "base64", "value": "ff00", "encoding": "hex"}) == []
    assert found({"key": "gone", "value": None}) == []
    assert found() == []


def test_what_it_does_not() -> None:
    assert found({"key": "last", "value": '{"t": 22, "u": "C"}'}) == ["state.last.t"]
    assert found({"key": "last", "value": None}) == ["state.last"]
    assert found({"key": "a.b", "value": "1"}) == [r"state.a\.b"]
    assert found({"key": "ff", "key_encoding": "hex", "value": "ff01", "encoding": "hex"}) == ["state.ff"]
    assert found({"key": "no hex", "key_encoding": "hex", "value": ""}) == ["state.no hex"]


def test_parts_can_be_ignored() -> None:
    assert found({"key": "last", "value": '{"t": 22, "u": "C"}'}, ignores="last.t") == []
    assert found({"key": "last", "value": "x"}, ignores="last") == []
