from typing import Any, NamedTuple

from app.sandbox.outputs import Reader, read_error, read_result
from app.sandbox.values.forms import Case

CONTENTS = {1: b"t", 2: b"c", 3: b"\xff", 4: b"k", 5: b"s", 6: b"n", 7: b"\xed\xa0\x80", 8: b"aio-sr://n"}


def reader() -> Reader:
    return Reader(CONTENTS.__getitem__)


def string(text: str) -> Case:
    return Case("string", text)


def buffer(rep: int) -> Case:
    return Case("buffer", rep)


class Message(NamedTuple):
    """As a message is lifted."""

    timestamp: Any = ((1, 2), 3, string("n"))
    topic: Any = Case("bytes", b"t")
    content_type: Any = None
    payload: Any = Case("bytes", b"p")
    properties: Any = ([],)
    schema: Any = None


TIME_JSON = {"secs": 1, "nanos": 2, "counter": 3, "node_id": "n"}


def message(**changed: Any) -> Case:
    return Case("message", Message(**changed))


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
        timestamp=((1, 2), 3, buffer(6)),
        topic=buffer(1),
        content_type=buffer(2),
        payload=buffer(3),
        properties=([(buffer(4), string("v"))],),
        schema=Case("inline", (buffer(5), string("{}"))),
    )
    read = reader().data_model(given)
    assert (read["topic"], read["content_type"], read["timestamp"]) == ("t", "c", TIME_JSON)
    assert (read["payload"], read["payload_encoding"]) == ("/w==", "base64")
    assert read["user_properties"] == [["k", "v"]]
    assert read["schema"] == {"inline": {"name": "s", "content": "{}"}}


def test_a_reference_to_a_schema() -> None:
    for reference in (string("aio-sr://n"), buffer(8)):
        read = reader().data_model(message(schema=Case("registry-reference", reference)))
        assert read["schema"] == {"registry_reference": "aio-sr://n"}


def test_text_that_is_not_utf_8_is_shown_with_replacement_signs() -> None:
    read = reader().data_model(message(topic=Case("bytes", b"\xff"), content_type=buffer(7)))
    assert read["topic"] == "\ufffd"
    read["content_type"].encode()


def test_snapshots_and_bare_bytes() -> None:
    picture = (((1, 2), 3, string("n")), string("f"), 1, 2, buffer(3))
    assert reader().data_model(Case("snapshot", picture)) == {
        "variant": "snapshot",
        "format": "f",
        "width": 1,
        "height": 2,
        "frame": "/w==",
        "frame_encoding": "base64",
        "timestamp": TIME_JSON,
    }
    assert reader().data_model(Case("buffer-or-bytes", Case("bytes", b"\xfe"))) == {
        "variant": "bytes",
        "bytes": "/g==",
        "encoding": "base64",
    }


def test_the_outcome_of_each_kind() -> None:
    clock = ((1, 2), 3, "n")
    assert [read_result("filter", value, reader())["outcome"] for value in (True, False)] == ["passed", "dropped"]
    assert [read_result("branch", value, reader())["arm"] for value in (True, False)] == ["True", "False"]
    assert read_result("delay", clock, reader()) == {"outcome": "delayed", "hlc": TIME_JSON}
    for kind in ("map", "accumulate"):
        read = read_result(kind, message(), reader())
        assert (read["outcome"], read["output"]["payload"]) == ("output", "p")


def test_an_error_is_counted_like_any_output() -> None:
    read = reader()
    assert read_error(("tüo",), read) == {"outcome": "error", "error": "tüo"}
    assert read.size == 4


def test_empty_user_properties_are_not_free() -> None:
    read = reader()
    before = read.size
    read.data_model(message(properties=([(string(""), string(""))] * 1_000,)))
    assert read.size - before >= 64_000
