"""What a run is asked to feed to an operator: JSON, checked and read into plain values.

Standard library only: a server checks a request with it before it starts a child, and the child reads with it
again. A value without a timestamp stays without one here: it is that of the run's clock when it is handed over.
"""

from collections.abc import Sequence
from typing import Any

from app.sandbox import batches, timestamps
from app.sandbox.checking import BadInput, choice, content, integer, items, record, text
from app.sandbox.input_types import Bare, Batch, Input, Message, Schema, Single, Snapshot, Value
from app.sandbox.timestamps import Hlc

__all__ = ["BadInput", "parse_inputs"]

MAX_INPUTS = 10_000
MAX_CONTENT_BYTES = 8 * 1024 * 1024
MAX_USER_PROPERTIES = 256
MAX_TEXT_BYTES = 65_535  # MQTT 5, section 1.5.4: the longest UTF-8 string a packet can hold
MAX_SCHEMA_BYTES = 1024 * 1024
_U32 = 2**32 - 1

_MESSAGE = frozenset(
    {
        "topic",
        "payload",
        "payload_encoding",
        "content_type",
        "user_properties",
        "timestamp",
        "schema",
        "as",
        "hlc",
    }
)
_SNAPSHOT = frozenset({"snapshot", "timestamp", "as", "hlc"})
_FRAME = frozenset({"format", "width", "height", "frame", "frame_encoding"})
_BARE = frozenset({"bytes", "encoding", "as", "hlc"})


def parse_inputs(kind: str, messages: Any, path: str = "messages") -> tuple[Input, ...]:
    """Every input of a run for an operator kind, as in the API; BadInput names the first that is wrong."""
    given = items(messages, path, MAX_INPUTS)
    read = _batch if kind == "accumulate" else _single
    return tuple(read(value, f"{path}[{index}]") for index, value in enumerate(given))


def _single(given: Any, path: str) -> Single:
    value = _value(given, path)
    hlc = given.get("hlc")
    return Single(value, _own_time(value) if hlc is None else timestamps.parse(hlc, f"{path}.hlc"))


def _batch(given: Any, path: str) -> Batch:
    batch = record(given, path, ("staged", "messages", "batches"))
    if "messages" not in batch:
        raise BadInput(path, "An accumulate operator takes an object with staged (or null) and messages, a list.")
    written = items(batch["messages"], f"{path}.messages", MAX_INPUTS)
    values = tuple(_value(value, f"{path}.messages[{index}]") for index, value in enumerate(written))
    staged = batch.get("staged")
    way = choice(batch.get("batches", batches.ONE), f"{path}.batches", batches.WAYS)
    return Batch(_nothing_yet(values) if staged is None else _value(staged, f"{path}.staged"), values, way)


def _nothing_yet(values: Sequence[Value]) -> Message:
    """The first staged value: a message with an empty payload, even where the inputs are snapshots (all
    published accumulate operators rely on that). Its topic and time are undocumented; here it has none and
    the first value's."""
    timestamp = _own_time(values[0]) if values else None
    return Message(b"", b"", None, (), timestamp, None, as_buffer=True)


def _own_time(value: Value) -> Hlc | None:
    return None if isinstance(value, Bare) else value.timestamp


def _value(given: Any, path: str) -> Value:
    if isinstance(given, dict) and "snapshot" in given:
        return _snapshot(given, path)
    if isinstance(given, dict) and "bytes" in given:
        return _bare(given, path)
    return _message(given, path)


def _message(given: Any, path: str) -> Message:
    message = record(given, path, _MESSAGE)
    return Message(
        topic=text(message.get("topic", ""), f"{path}.topic", MAX_TEXT_BYTES).encode(),
        payload=_content(message, "payload", "payload_encoding", path),
        content_type=_optional_text(message.get("content_type"), f"{path}.content_type"),
        user_properties=_properties(message.get("user_properties", []), f"{path}.user_properties"),
        timestamp=_timestamp(message, path),
        schema=_schema(message.get("schema"), f"{path}.schema"),
        as_buffer=_as_buffer(message, path),
    )


def _snapshot(given: dict[str, Any], path: str) -> Snapshot:
    outer = record(given, path, _SNAPSHOT)
    inner = record(outer["snapshot"], f"{path}.snapshot", _FRAME)
    return Snapshot(
        timestamp=_timestamp(outer, path),
        format=text(inner.get("format", ""), f"{path}.snapshot.format", MAX_TEXT_BYTES),
        width=integer(inner.get("width", 0), f"{path}.snapshot.width", _U32),
        height=integer(inner.get("height", 0), f"{path}.snapshot.height", _U32),
        frame=_content(inner, "frame", "frame_encoding", f"{path}.snapshot"),
        as_buffer=_as_buffer(outer, path),
    )


def _bare(given: dict[str, Any], path: str) -> Bare:
    bare = record(given, path, _BARE)
    return Bare(_content(bare, "bytes", "encoding", path), _as_buffer(bare, path))


def _content(given: Any, name: str, encoding: str, path: str) -> bytes:
    return content(given.get(name, ""), given.get(encoding, "text"), f"{path}.{name}", MAX_CONTENT_BYTES)


def _timestamp(given: Any, path: str) -> Hlc | None:
    value = given.get("timestamp")
    return None if value is None else timestamps.parse(value, f"{path}.timestamp")


def _as_buffer(given: Any, path: str) -> bool:
    return choice(given.get("as", "buffer"), f"{path}.as", ("buffer", "bytes")) == "buffer"


def _optional_text(value: Any, path: str) -> str | None:
    return None if value is None else text(value, path, MAX_TEXT_BYTES)


def _properties(value: Any, path: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair(entry, f"{path}[{index}]") for index, entry in enumerate(items(value, path, MAX_USER_PROPERTIES)))


def pair(value: Any, path: str, most: int = MAX_TEXT_BYTES) -> tuple[str, str]:
    """Two strings, written as a list ``[key, value]``."""
    if not isinstance(value, list) or len(value) != 2:
        raise BadInput(path, "This must be a list of two strings, a key and its value.")
    return text(value[0], f"{path}[0]", most), text(value[1], f"{path}[1]", most)


def _schema(value: Any, path: str) -> Schema | None:
    if value is None:
        return None
    given = record(value, path, ("registry_reference", "inline"))
    if len(given) != 1:
        raise BadInput(path, "A schema is null, a registry_reference or inline.")
    if "registry_reference" in given:
        return Schema(text(given["registry_reference"], f"{path}.registry_reference", MAX_TEXT_BYTES))
    inline = record(given["inline"], f"{path}.inline", ("name", "content"))
    name = text(inline.get("name", ""), f"{path}.inline.name", MAX_TEXT_BYTES)
    return Schema(text(inline.get("content", ""), f"{path}.inline.content", MAX_SCHEMA_BYTES), name)
