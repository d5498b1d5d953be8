"""What a map operator changed, told value by value; hostile documents are only ever text."""

import json
from typing import Any

import pytest

from app.web.changes import MOST_CHANGES, Change, between

CLOCK = {"secs": 1767225601, "nanos": 0, "counter": 0, "node_id": "studio"}


def given(payload: str = "{}", **more: Any) -> dict[str, Any]:
    return {"topic": "a", "payload": payload, **more}


def output(payload: str = "{}", **more: Any) -> dict[str, Any]:
    return {
        "variant": "message", "topic": "a", "payload": payload, "payload_encoding": "text", "content_type": None,
        "user_properties": [], "timestamp": CLOCK, "schema": None, **more,
    }  # fmt: skip


def test_nothing_changed_is_an_empty_list() -> None:
    assert between(given('{"a": 1}', timestamp="2026-01-01T00:00:01Z"), output('{"a": 1}')) == []


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"t": 212}, {"t": 100.0}, [Change("t", "212", "100.0")]),
        ({"t": 1}, {"t": 1.0}, [Change("t", "1", "1.0")]),
        ({"t": 1}, {"t": True}, [Change("t", "1", "true")]),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1]}}, [Change("a.b[1]", "2", None)]),
        ({}, {"a": None}, [Change("a", None, "none")]),
        ({"a": 1}, [1], [Change("Payload", '{"a": 1}', "[1]")]),
    ],
)
def test_documents_are_compared_value_by_value(before: Any, after: Any, found: list[Change]) -> None:
    assert between(given(json.dumps(before)), output(json.dumps(after))) == found


def test_members_properties_and_time_are_compared() -> None:
    message = given(content_type="x", user_properties=[["k", "1"], ["gone", "2"]], timestamp="2026-01-01T00:00:00Z")
    found = between(message, output(topic="b", user_properties=[["k", "2"], ["new", "3"]]))
    assert [change.what for change in found] == [
        "Topic", "Content type", "Property k", "Property gone", "Property new", "Timestamp",
    ]  # fmt: skip
    assert found[2] == Change("Property k", "1", "2")
    assert found[3] == Change("Property gone", "2", None)


def test_another_form_is_one_change() -> None:
    assert between(given(), {"variant": "bytes", "bytes": "", "encoding": "text"}) == [
        Change("Form", "Message", "Bare bytes")
    ]


def test_pictures_and_bytes_are_compared_by_their_size() -> None:
    before = {"snapshot": {"format": "png", "width": 2, "height": 1, "frame": "ff00", "frame_encoding": "hex"}}
    after = {"variant": "snapshot", "format": "png", "width": 1, "height": 1, "frame": "/w==",
             "frame_encoding": "base64", "timestamp": CLOCK}  # fmt: skip
    assert between(before, after) == [Change("Width", "2", "1"), Change("Payload", "2 bytes", "1 bytes")]


@pytest.mark.parametrize("payload", ["[" * 100_000, "9" * 10_000, "\x00", "{", '{"a": "\\ud800"}'])
def test_a_payload_that_is_hard_to_read_is_compared_all_the_same(payload: str) -> None:
    assert between(given(payload), output(payload)) == []
    assert len(between(given(payload), output("{}"))) == 1


def test_deep_and_long_documents_are_bounded() -> None:
    deep: Any = 1
    for _ in range(200):
        deep = [deep]
    assert len(between(given(json.dumps(deep)), output(json.dumps([deep])))) == 1
    many = {str(number): number for number in range(5_000)}
    assert len(between(given(json.dumps(many)), output("{}"))) == MOST_CHANGES + 1


def test_control_characters_are_taken_out() -> None:
    [change] = between(given('{"a\\u001b": "1"}'), output('{"a\\u001b": "\\u001b[31m"}'))
    assert "\x1b" not in change.what + (change.after or "")


def test_an_input_that_cannot_be_read_is_no_fault() -> None:
    assert len(between(given("not base64!", payload_encoding="base64", timestamp="nonsense"), output())) == 1
