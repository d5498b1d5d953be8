import base64
from typing import Any

import pytest

from app.sandbox.input_types import Bare, Batch, Message, Schema, Single, Snapshot
from app.sandbox.inputs import MAX_CONTENT_BYTES, MAX_INPUTS, MAX_USER_PROPERTIES, BadInput, parse_inputs
from app.sandbox.timestamps import Hlc


def one(given: Any, kind: str = "map") -> Single:
    (read,) = parse_inputs(kind, [given])
    assert isinstance(read, Single)
    return read


def refused(given: Any, kind: str = "map") -> BadInput:
    with pytest.raises(BadInput) as caught:
        parse_inputs(kind, [given])
    return caught.value


def test_a_message_with_everything() -> None:
    given = {
        "topic": "a/b",
        "payload": "AP8=",
        "payload_encoding": "base64",
        "content_type": "x/y",
        "user_properties": [["k", "v"]],
        "timestamp": {"secs": 1},
        "schema": {"inline": {"name": "n", "content": "c"}},
        "as": "bytes",
        "hlc": {"secs": 2},
    }
    message = Message(b"a/b", b"\0\xff", "x/y", (("k", "v"),), Hlc(1), Schema("c", "n"), as_buffer=False)
    assert one(given) == Single(message, Hlc(2))


def test_an_empty_object_is_an_empty_message_of_the_moment_it_is_handed_over() -> None:
    read = one({})
    assert isinstance(read.value, Message)
    assert (read.value.topic, read.value.payload, read.value.as_buffer) == (b"", b"", True)
    assert (read.hlc, read.value.timestamp) == (None, None)


def test_snapshots_and_bare_bytes() -> None:
    picture = {"snapshot": {"format": "f", "width": 3, "height": 4, "frame": "x"}, "timestamp": {"secs": 1}}
    assert one(picture) == Single(Snapshot(Hlc(1), "f", 3, 4, b"x", as_buffer=True), Hlc(1))
    assert one({"bytes": "6869", "encoding": "hex"}).value == Bare(b"hi", as_buffer=True)


@pytest.mark.parametrize(
    ("payload", "encoding", "content"),
    [
        ("°", "text", b"\xc2\xb0"),
        ("\0", "text", b"\0"),
        ("", "base64", b""),
        ("00 FF", "hex", b"\0\xff"),
        ("", "hex", b""),
    ],
)
def test_encodings(payload: str, encoding: str, content: bytes) -> None:
    read = one({"payload": payload, "payload_encoding": encoding}).value
    assert isinstance(read, Message)
    assert read.payload == content


@pytest.mark.parametrize(
    ("payload", "encoding"),
    [
        ("AP8", "base64"),
        ("AP8=\n", "base64"),
        ("A*8=", "base64"),
        ("ü", "base64"),
        ("0", "hex"),
        ("0x00", "hex"),
        ("zz", "hex"),
        ("٠٠", "hex"),
        ("\ud800", "text"),
        ("\udfff", "base64"),
        ("x", "utf-16"),
        ("x", None),
        ("x", ["text"]),
        (5, "text"),
        (None, "text"),
        ({"temperature": 5}, "text"),
    ],
)
def test_a_payload_that_is_not_what_its_encoding_says(payload: Any, encoding: Any) -> None:
    error = refused({"payload": payload, "payload_encoding": encoding})
    assert error.path.startswith("messages[0].payload")
    assert error.sentence.endswith(".")
    error.sentence.encode()


def test_the_largest_payload_and_one_byte_more() -> None:
    largest = {"payload": "x" * MAX_CONTENT_BYTES}
    assert parse_inputs("map", [largest])
    assert "8,388,608" in refused({"payload": "x" * (MAX_CONTENT_BYTES + 1)}).sentence
    packed = base64.b64encode(bytes(MAX_CONTENT_BYTES + 1)).decode()
    assert "8,388,608" in refused({"payload": packed, "payload_encoding": "base64"}).sentence


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"paylod": "x"}, "messages[0]"),
        ({"\ud800" * 1000: 1}, "messages[0]"),
        ([], "messages[0]"),
        ("payload", "messages[0]"),
        (None, "messages[0]"),
        ({"topic": "t" * 65_536}, "messages[0].topic"),
        ({"topic": None}, "messages[0].topic"),
        ({"content_type": 5}, "messages[0].content_type"),
        ({"user_properties": {"k": "v"}}, "messages[0].user_properties"),
        ({"user_properties": [["k"]]}, "messages[0].user_properties[0]"),
        ({"user_properties": ["kv"]}, "messages[0].user_properties[0]"),
        ({"user_properties": [["k", 5]]}, "messages[0].user_properties[0][1]"),
        ({"user_properties": [["k", "v"]] * (MAX_USER_PROPERTIES + 1)}, "messages[0].user_properties"),
        ({"as": "string"}, "messages[0].as"),
        ({"as": ["buffer"]}, "messages[0].as"),
        ({"timestamp": "noon"}, "messages[0].timestamp"),
        ({"hlc": {"secs": -1}}, "messages[0].hlc.secs"),
        ({"schema": "name"}, "messages[0].schema"),
        ({"schema": {}}, "messages[0].schema"),
        ({"schema": {"inline": {"nam": ""}}}, "messages[0].schema.inline"),
        ({"snapshot": None}, "messages[0].snapshot"),
        ({"snapshot": {"width": -1}}, "messages[0].snapshot.width"),
        ({"snapshot": {"width": 2**32}}, "messages[0].snapshot.width"),
        ({"snapshot": {"width": 1e3}}, "messages[0].snapshot.width"),
        ({"snapshot": {"height": 10**5000}}, "messages[0].snapshot.height"),
        ({"snapshot": {}, "payload": "x"}, "messages[0]"),
        ({"bytes": "x", "topic": "t"}, "messages[0]"),
        ({"bytes": 5}, "messages[0].bytes"),
        ({"staged": None, "messages": []}, "messages[0]"),
        ({"payload": "x", "batches": "each"}, "messages[0]"),
    ],
)
def test_what_is_no_input_is_refused_where_it_stands(given: Any, path: str) -> None:
    assert refused(given).path == path


def test_accumulate_takes_what_is_staged_and_a_list() -> None:
    (read,) = parse_inputs("accumulate", [{"staged": {"bytes": "s"}, "messages": [{"bytes": "a"}, {"bytes": "b"}]}])
    values = (Bare(b"a", as_buffer=True), Bare(b"b", as_buffer=True))
    assert read == Batch(Bare(b"s", as_buffer=True), values, "one")


@pytest.mark.parametrize("way", ["one", "each", "random"])
def test_accumulate_may_be_told_how_to_be_called(way: str) -> None:
    (read,) = parse_inputs("accumulate", [{"messages": [], "batches": way}])
    assert isinstance(read, Batch)
    assert read.batches == way
    assert isinstance(read.staged, Message)
    assert read.staged.timestamp is None


def test_the_first_staged_value_is_an_empty_message_even_for_snapshots() -> None:
    picture = {"snapshot": {}, "timestamp": {"secs": 9}}
    (read,) = parse_inputs("accumulate", [{"messages": [picture]}])
    assert isinstance(read, Batch)
    assert read.staged == Message(b"", b"", None, (), Hlc(9), None, as_buffer=True)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"payload": "x"}, "messages[0]"),
        ({}, "messages[0]"),
        ({"messages": None}, "messages[0].messages"),
        ({"messages": [{}, {"x": 1}]}, "messages[0].messages[1]"),
        ({"staged": "x", "messages": []}, "messages[0].staged"),
        ({"messages": [], "batches": "two"}, "messages[0].batches"),
        ({"messages": [], "batches": None}, "messages[0].batches"),
        ({"messages": [{"batches": "each"}]}, "messages[0].messages[0]"),
    ],
)
def test_what_accumulate_cannot_take(given: Any, path: str) -> None:
    assert refused(given, "accumulate").path == path


@pytest.mark.parametrize("messages", [None, {}, "x", [{}] * (MAX_INPUTS + 1)])
def test_the_inputs_are_a_list_of_bounded_length(messages: Any) -> None:
    with pytest.raises(BadInput) as caught:
        parse_inputs("map", messages)
    assert caught.value.path == "messages"
