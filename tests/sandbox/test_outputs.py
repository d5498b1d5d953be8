from typing import Any

from wasmtime.component import Variant

from app.sandbox.outputs import Reader
from app.sandbox.values import record


class Returned:
    """Stands for a host buffer that came back."""

    def __init__(self, content: bytes) -> None:
        self.content = content


def reader() -> Reader:
    return Reader(lambda buffer: buffer.content)  # type: ignore[attr-defined]


TIME = record(timestamp=record(secs=1, nanos=2), counter=3, node_id="n")
TIME_JSON = {"secs": 1, "nanos": 2, "counter": 3, "node_id": "n"}


def message(**changed: Any) -> Variant:
    fields = {
        "timestamp": TIME,
        "topic": b"t",
        "content_type": None,
        "payload": b"p",
        "properties": record(user_properties=[]),
        "schema": None,
    }
    return Variant("message", record(**{**fields, **changed}))


def test_a_plain_message() -> None:
    read = reader()
    assert read.data_model(message()) == {
        "variant": "message",
        "topic": "t",
        "payload": "p",
        "payload_encoding": "text",
        "content_type": None,
        "user_properties": [],
        "timestamp": TIME_JSON,
        "schema": None,
    }
    assert read.size == len(b"tp" + b"n")


def test_everything_may_be_a_buffer() -> None:
    given = message(
        timestamp=record(timestamp=record(secs=1, nanos=2), counter=3, node_id=Returned(b"n")),
        topic=Returned(b"t"),
        content_type=Returned(b"c"),
        payload=Returned(b"\xff"),
        properties=record(user_properties=[(Returned(b"k"), "v")]),
        schema=record(name=Returned(b"s"), content="{}"),
    )
    read = reader().data_model(given)
    assert (read["topic"], read["content_type"], read["timestamp"]) == ("t", "c", TIME_JSON)
    assert (read["payload"], read["payload_encoding"]) == ("/w==", "base64")
    assert read["user_properties"] == [["k", "v"]]
    assert read["schema"] == {"inline": {"name": "s", "content": "{}"}}


def test_a_reference_to_a_schema() -> None:
    for reference in ("aio-sr://n", Returned(b"aio-sr://n")):
        assert reader().data_model(message(schema=reference))["schema"] == {"registry_reference": "aio-sr://n"}


def test_text_that_is_not_utf_8_is_shown_with_replacement_signs() -> None:
    read = reader().data_model(message(topic=b"\xff", content_type=Returned(b"\xed\xa0\x80")))
    assert read["topic"] == "\ufffd"
    read["content_type"].encode()


def test_snapshots_and_bare_bytes() -> None:
    picture = record(timestamp=TIME, format=Returned(b"f"), width=1, height=2, frame=Returned(b"x"))
    assert reader().data_model(Variant("snapshot", picture)) == {
        "variant": "snapshot",
        "format": "f",
        "width": 1,
        "height": 2,
        "frame": "x",
        "frame_encoding": "text",
        "timestamp": TIME_JSON,
    }
    assert reader().data_model(Variant("buffer-or-bytes", b"\xfe")) == {
        "variant": "bytes",
        "bytes": "/g==",
        "encoding": "base64",
    }
