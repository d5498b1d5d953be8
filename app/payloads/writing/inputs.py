"""A case's inputs as the files that the published test tool publishes.

It takes ``.json`` for a message on topic probe/1 and ``.raw`` for the frame of a picture, and passes over the rest
(observed with ms-azureiotoperations.azure-iot-operations-data-flow-vscode 0.4.13).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.payloads.writing.lacking import Lack
from app.payloads.writing.shapes import Json
from app.sandbox.checking import content

PUBLISHED = (".json", ".raw")
_ABOUT = ("topic", "content_type", "user_properties", "timestamp", "schema", "hlc")
_ANY_SIZE = 1 << 40  # what is stored has been measured


@dataclass(frozen=True)
class InputFile:
    """One file of a case's ``input`` folder; ``lacks`` is what of its input the file does not say."""

    name: str
    content: bytes
    lacks: frozenset[Lack]


def input_files(messages: Sequence[Json]) -> Iterator[InputFile]:
    """The files of some inputs, one at a time, in the order of their names."""
    values = [value for message in messages for value in _values(message)]
    width = len(str(len(values)))
    of_all = frozenset({Lack.SEVERAL} if len(values) > 1 else ())
    staged = frozenset({Lack.STAGED} if any(_is_batch(message) for message in messages) else ())
    for number, value in enumerate(values, start=1):
        ending, data, lacks = _file(value)
        yield InputFile(f"{number:0{width}}.{ending}", data, lacks | of_all | staged)


def _is_batch(message: Mapping[str, Any]) -> bool:
    return "messages" in message


def _values(message: Json) -> Iterable[Json]:
    return message["messages"] if _is_batch(message) else (message,)


def _file(value: Json) -> tuple[str, bytes, frozenset[Lack]]:
    """The ending of the name, the content, and what that does not say."""
    if "snapshot" in value:
        frame = value["snapshot"]
        return "raw", _bytes(frame, "frame", "frame_encoding"), frozenset({Lack.FRAME})
    if "bytes" in value:
        return "bin", _bytes(value, "bytes", "encoding"), frozenset({Lack.BINARY})
    data = _bytes(value, "payload", "payload_encoding")
    lacks = {Lack.ABOUT} if any(value.get(name) for name in _ABOUT) else set()
    if _is_text(data):
        return "json", data, frozenset(lacks)
    return "bin", data, frozenset(lacks | {Lack.BINARY})


def _bytes(value: Mapping[str, Any], name: str, encoding: str) -> bytes:
    return content(value.get(name, ""), value.get(encoding, "text"), name, _ANY_SIZE)


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
