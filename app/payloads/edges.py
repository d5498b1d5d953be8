"""Edge cases made of a good one: what an operator should bear without falling over.

They change the last message of the case, so that whatever leads up to it stays, and expect nothing: what is right for
an empty payload is for the user to say.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from app.errors import Invalid, LimitExceeded
from app.payloads.reading.found import tidy
from app.payloads.stored import NewCase
from app.sandbox.checking import BadInput, content
from app.sandbox.content import as_text

Json = dict[str, Any]
Path = tuple[str, ...]

MOST_FIELDS = 20  # each makes two cases
DEEPEST = 4  # members of members
LONG_BYTES = 1 << 20
MOST_BYTES = 1 << 20  # of the payload that is varied
_MOST_NAME = 200
_MOST_WHERE = 80
_KEPT = ("timestamp", "hlc")
# One pixel: eight bits each for red, green and blue.
_PIXEL = {"format": "rgb24", "width": 1, "height": 1, "frame": "AAAA", "frame_encoding": "base64"}


class Good(Protocol):
    """A case as it is stored."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def messages(self) -> Sequence[Json]:
        """Its inputs, as in a run."""


def edge_cases(case: Good) -> list[NewCase]:
    """Cases like this one whose last message is empty, malformed, not UTF-8, lacks a field or has one of another type,
    is bare bytes, a snapshot, or very long. Invalid (``edges_of_no_message``) where the last input is no message,
    LimitExceeded (``edges_too_large``) where its payload is large already.
    """
    good = _last(case.messages)
    if good is None:
        detail = "Edge cases are made of a message, and the last input of this case is none. Choose another case."
        raise Invalid("edges_of_no_message", detail)
    payload = _payload(good)
    if len(payload) > MOST_BYTES:
        detail = f"Edge cases are made of payloads of at most {MOST_BYTES:,} bytes. Choose a smaller case."
        raise LimitExceeded("edges_too_large", detail, limit=MOST_BYTES)
    return [_new(case, what, varied) for what, varied in _variations(good, payload)]


def _variations(good: Json, payload: bytes) -> Iterator[tuple[str, Json]]:
    yield "empty payload", _with(good, b"")
    yield "malformed payload", _with(good, _malformed(payload))
    yield "not UTF-8", _with(good, _not_utf8(payload))
    value = _object(payload)
    for path in _fields(value):
        where = tidy(".".join(path), "a field")[:_MOST_WHERE]
        yield f"without {where}", _with(good, _written(_changed(value, path, None)))
        other = _other_type(_at(value, path))
        yield f"{where} as {_type(other)}", _with(good, _written(_changed(value, path, (other,))))
    yield "bare bytes", {**_of(good, _KEPT[1:]), "bytes": base64.b64encode(payload).decode(), "encoding": "base64"}
    yield "a snapshot", {**_of(good, _KEPT), "snapshot": dict(_PIXEL)}
    yield "very long", _with(good, _long(payload, value))


def _last(messages: Sequence[Json]) -> Json | None:
    """The last message; of a batch, the last in it."""
    last = messages[-1] if messages else {}
    if "messages" in last:
        batch = last["messages"]
        last = batch[-1] if batch else {"bytes": ""}
    return None if "snapshot" in last or "bytes" in last else last


def _payload(message: Json) -> bytes:
    try:
        written, encoding = message.get("payload", ""), message.get("payload_encoding", "text")
        return content(written, encoding, "payload", 1 << 40)  # it was measured when it was stored
    except BadInput as wrong:
        raise Invalid("run_input", f"{wrong.path}: {wrong.sentence}", path=wrong.path) from wrong


def _new(case: Good, what: str, varied: Json) -> NewCase:
    *before, last = case.messages
    end = {**last, "messages": [*last["messages"][:-1], varied]} if "messages" in last else varied
    name = f"{case.name[: _MOST_NAME - len(what) - 2]}: {what}"[:_MOST_NAME]
    return NewCase(name, [*before, end])


def _with(message: Json, payload: bytes) -> Json:
    text, encoding = as_text(payload)
    return {**message, "payload": text, "payload_encoding": encoding}


def _of(message: Json, names: Sequence[str]) -> Json:
    return {name: message[name] for name in names if name in message}


def _malformed(payload: bytes) -> bytes:
    """Cut off in the middle, as after a lost connection; JSON that is so cut is JSON no more."""
    stripped = payload.strip()
    cut = stripped[: len(stripped) * 2 // 3]
    return cut if cut and _object(cut) is None else cut + b"{"


def _not_utf8(payload: bytes) -> bytes:
    """A byte that no UTF-8 text can have, in the middle."""
    middle = len(payload) // 2
    return payload[:middle] + b"\xff" + payload[middle:]


def _long(payload: bytes, value: Any) -> bytes:
    if isinstance(value, dict):
        return _written({**value, "padding": "x" * LONG_BYTES})
    return (payload or b"x") * (LONG_BYTES // max(1, len(payload)) + 1)


def _object(payload: bytes) -> Any:
    """What the payload stands for, None where it is no JSON that could be written again."""
    try:
        value = json.loads(payload)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        return None
    return value


def _fields(value: Any) -> list[Path]:
    """The members of an object, and of the objects in it, from the outside in."""
    found: list[Path] = []
    level: list[tuple[Path, Any]] = [((), value)]
    for _ in range(DEEPEST):
        level = [((*path, key), held) for path, one in level if isinstance(one, dict) for key, held in one.items()]
        found += [path for path, _ in level]
    return found[:MOST_FIELDS]


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def _changed(value: Json, path: Path, new: tuple[Any] | None) -> Json:
    """A copy with another value at a path, or without what is there."""
    key, *rest = path
    if rest:
        return {**value, key: _changed(value[key], tuple(rest), new)}
    without = {name: held for name, held in value.items() if name != key or new is not None}
    return without if new is None else {**without, key: new[0]}


def _other_type(value: Any) -> Any:
    """Something of another type that looks alike, since that is what goes wrong in practice."""
    if isinstance(value, str):
        return 0
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return [] if isinstance(value, dict) else "text"


def _type(value: Any) -> str:
    return {str: "text", int: "a number", list: "a list"}[type(value)]


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
