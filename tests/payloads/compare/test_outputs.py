from typing import Any

import pytest

from app.payloads.compare import outputs
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.contents import Content
from app.payloads.compare.outputs import Output, read
from app.payloads.compare.paths import Scope, parse
from tests.payloads.compare.reports import message

Json = dict[str, Any]

SENT = message(
    '{"t": 21}',
    user_properties=[["unit", "C"], ["a.b", "dot"], ["more", '{"deep": [1, 2]}'], ["twice", "1"], ["twice", "2"]],
)


def found(expected: Json, actual: Json | None = SENT, **scope: list[str]) -> list[str]:
    comparison = Comparison()
    select, ignores = ([parse(path) for path in scope.get(name, [])] for name in ("select", "ignores"))
    told = None if actual is None else read(actual)
    outputs.compare(comparison, None, expected, told, Scope(select or None, ignores))
    return [each["path"] for each in comparison.ended()]


def test_members_that_are_expected() -> None:
    assert found({"topic": "sensors", "content_type": "application/json", "payload": {"t": 21.0}}) == []
    assert found({"topic": "sensor", "content_type": "text/plain", "payload": {"t": 22}}) == [
        "topic",
        "content_type",
        "payload.t",
    ]
    assert found({"topic": None, "content_type": None, "payload": None, "user_properties": None}) == []


@pytest.mark.parametrize(
    "properties",
    [
        {"unit": "C"},
        {"a.b": "dot"},
        {r"a\.b": "dot"},
        {"more.deep.1": 2},
        {"more": {"deep": [1, 2]}},
        {"more": '{"deep": [1, 2]}'},
        {"twice": ["1", "2"]},
        {"none": None},
        {"more.none": None},
        {},
    ],
)
def test_user_properties_that_are_there(properties: Json) -> None:
    assert found({"user_properties": properties}) == []


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({"unit": "F"}, "user_properties.unit"),
        ({"unit": None}, "user_properties.unit"),
        ({"none": "x"}, "user_properties.none"),
        ({"a.b": "x"}, r"user_properties.a\.b"),
        ({"more.deep.1": 3}, "user_properties.more.deep.1"),
        ({"more": '{"deep":[1,2]}'}, "user_properties.more"),
        ({"none.deep": 3}, "user_properties.none.deep"),
        ({"unit.deep": 3}, "user_properties.unit.deep"),
        ({"twice": "1"}, "user_properties.twice"),
        ({"twice": ["1"]}, "user_properties.twice.1"),
        ({"": "x"}, r"user_properties.\e"),
    ],
)
def test_user_properties_that_are_not(properties: Json, path: str) -> None:
    assert found({"user_properties": properties}) == [path]


def test_what_is_selected_and_what_is_ignored() -> None:
    wrong = {"topic": "x", "payload": {"t": 22}, "user_properties": {"unit": "F", "more.deep.0": 7}}
    assert found(wrong, select=["topic"]) == ["topic"]
    assert found(wrong, select=["payload.t"]) == ["payload.t"]
    assert found(wrong, select=["user_properties.unit"]) == ["user_properties.unit"]
    assert found(wrong, ignores=["topic", "payload.t", "user_properties.unit"]) == ["user_properties.more.deep.0"]
    assert found(wrong, ignores=["topic", "payload", "user_properties.*"]) == []
    assert found({"user_properties": {"more": {"deep": [1, 3]}}}, select=["user_properties.more.deep.0"]) == []


def test_bytes_and_snapshots_have_a_payload_only() -> None:
    assert found({"payload": {"t": 1}}, {"variant": "bytes", "bytes": '{"t":1}', "encoding": "text"}) == []
    picture = {
        "variant": "snapshot",
        "format": "rgb8",
        "width": 1,
        "height": 1,
        "frame": "/wAA",
        "frame_encoding": "base64",
    }
    assert found({"payload": {"base64": "/wAA"}}, picture) == []
    assert found({"payload": {"base64": "/wAB"}, "topic": "t"}, picture) == ["topic", "payload"]


def test_an_output_of_which_nothing_is_known() -> None:
    assert found({"topic": "x"}, None) == ["output"]


def test_inputs_are_read_in_every_form() -> None:
    assert read({"topic": "t", "payload": "7b7d", "payload_encoding": "hex"}) is not None
    assert read({}) == Output(Content("", "text"), "")
    frame = read({"snapshot": {"format": "f", "width": 1, "height": 1, "frame": "ff", "frame_encoding": "hex"}})
    assert frame is not None
    assert frame.payload.data() == b"\xff"
    assert frame.topic is None
    assert read({"bytes": "AA==", "encoding": "base64"}) == Output(Content("AA==", "base64"))
    assert read({"staged": None, "messages": []}) is None
