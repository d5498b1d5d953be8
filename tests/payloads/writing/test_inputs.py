import base64
from typing import Any

import pytest

from app.payloads.writing.inputs import input_files
from app.payloads.writing.lacking import Lack
from app.sandbox.checking import BadInput


def files(*messages: dict[str, Any]) -> dict[str, bytes]:
    return {file.name: file.content for file in input_files(messages)}


def lacks(*messages: dict[str, Any]) -> set[Lack]:
    return {lack for file in input_files(messages) for lack in file.lacks}


@pytest.mark.parametrize("text", ['{\n  "b": 1,\n  "a": 2.0\n}\n', "not JSON", "", "null\0", "é\u2028", "\ufeff{}"])
def test_a_payload_is_written_as_it_was_typed(text: str) -> None:
    assert files({"payload": text}) == {"1.json": text.encode()}
    assert lacks({"payload": text}) == set()


def test_bytes_are_decoded_and_lie_there_as_json_where_they_are_text() -> None:
    assert files({"payload": "7b7d", "payload_encoding": "hex"}) == {"1.json": b"{}"}
    assert files({"payload": "/w==", "payload_encoding": "base64"}) == {"1.bin": b"\xff"}
    assert lacks({"payload": "/w==", "payload_encoding": "base64"}) == {Lack.BINARY}
    assert files({"bytes": "00ff", "encoding": "hex"}) == {"1.bin": b"\0\xff"}


def test_a_picture_is_its_frame() -> None:
    frame = {"format": "rgb8", "width": 1, "height": 1, "frame": base64.b64encode(b"\1\2\3").decode()}
    picture = {"snapshot": frame | {"frame_encoding": "base64"}}

    assert files(picture) == {"1.raw": b"\1\2\3"}
    assert lacks(picture) == {Lack.FRAME}


def test_files_sort_as_their_inputs() -> None:
    given = files(*({"payload": str(number)} for number in range(12)))

    assert list(given) == sorted(given)
    assert [int(content) for content in given.values()] == list(range(12))


def test_what_a_file_cannot_say_is_named() -> None:
    assert lacks({"payload": "{}", "topic": "sensors"}) == {Lack.ABOUT}
    assert lacks({"payload": "{}", "user_properties": [["k", "v"]]}) == {Lack.ABOUT}
    assert lacks({"payload": "{}", "user_properties": [], "timestamp": None, "topic": ""}) == set()
    assert lacks({"payload": "1"}, {"payload": "2"}) == {Lack.SEVERAL}


def test_a_batch_is_a_file_for_each_of_its_messages() -> None:
    batch = {"staged": {"payload": "0"}, "messages": [{"payload": "1"}, {"payload": "2"}]}

    assert files(batch) == {"1.json": b"1", "2.json": b"2"}
    assert lacks(batch) == {Lack.STAGED, Lack.SEVERAL}


def test_what_was_never_stored_is_refused() -> None:
    with pytest.raises(BadInput):
        files({"payload": "zz", "payload_encoding": "hex"})
