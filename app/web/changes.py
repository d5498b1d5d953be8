"""What a map operator changed: its input beside its output, member by member and, in JSON, value by value."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.sandbox import timestamps
from app.sandbox.checking import BadInput
from app.web.contents import MOST_JSON_CHARACTERS, printable_text

Json = Mapping[str, Any]
MOST_CHANGES = 50
_MOST_DEPTH = 20
_MEMBERS = {
    "message": {"topic": "Topic", "content_type": "Content type", "schema": "Schema"},
    "snapshot": {"format": "Format", "width": "Width", "height": "Height"},
    "bytes": {},
}
_CONTENT = {
    "message": ("payload", "payload_encoding"),
    "snapshot": ("frame", "frame_encoding"),
    "bytes": ("bytes", "encoding"),
}
_VARIANTS = {"message": "Message", "snapshot": "Picture (snapshot)", "bytes": "Bare bytes"}
_USUAL = {"topic": "", "content_type": None, "schema": None, "format": "", "width": 0, "height": 0}
_ABSENT = object()


@dataclass(frozen=True)
class Change:
    """One thing that differs; ``before`` or ``after`` is None where it was not there."""

    what: str
    before: str | None
    after: str | None


def between(given: Json, output: Json) -> list[Change]:
    """Everything that differs between an input and an output (docs/api.md), at most MOST_CHANGES and one more."""
    found: list[Change] = []
    for change in _all(given, output):
        found.append(change)
        if len(found) > MOST_CHANGES:
            break
    return found


def _all(given: Json, output: Json) -> Iterator[Change]:
    before, variant = _variant(given), output["variant"]
    if before != variant:
        yield Change("Form", _VARIANTS[before], _VARIANTS[variant])
        return
    flat = {**given, **given["snapshot"]} if before == "snapshot" else given
    for name, word in _MEMBERS[variant].items():
        yield from _differs(word, flat.get(name, _USUAL[name]), output[name])
    if variant == "message":
        yield from _properties(given.get("user_properties", []), output["user_properties"])
    if given.get("timestamp") is not None:
        yield from _times(given["timestamp"], output["timestamp"])
    yield from _contents(flat, output)


def _variant(given: Json) -> str:
    return next((name for name in ("snapshot", "bytes") if name in given), "message")


def _differs(what: str, before: Any, after: Any) -> Iterator[Change]:
    if before != after:
        yield Change(what, _shown(before), _shown(after))


def _properties(before: list[Any], after: list[Any]) -> Iterator[Change]:
    was, now = dict(before), dict(after)
    for key in [*was, *(key for key in now if key not in was)]:
        yield from _differs(f"Property {printable_text(key)}", was.get(key, _ABSENT), now.get(key, _ABSENT))


def _times(before: Any, after: Any) -> Iterator[Change]:
    try:
        was, now = timestamps.parse(before, "timestamp"), timestamps.parse(dict(after), "timestamp")
    except BadInput:
        return
    if was != now:
        yield Change("Timestamp", _shown(was.as_json()), _shown(now.as_json()))


def _contents(given: Json, output: Json) -> Iterator[Change]:
    content, encoding = _CONTENT[output["variant"]]
    was = _bytes(given.get(content, ""), given.get(encoding, "text"))
    now = _bytes(output[content], output[encoding])
    if was == now:
        return
    documents = [_document(each) for each in (was, now)]
    if all(isinstance(document, dict | list) for document in documents):
        yield from _values("", documents[0], documents[1], 0)
    else:
        yield Change("Payload", f"{len(was):,} bytes", f"{len(now):,} bytes")


def _values(path: str, before: Any, after: Any, depth: int) -> Iterator[Change]:
    """Where two JSON documents differ, by the path of each value."""
    if depth < _MOST_DEPTH and isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _values(f"{path}.{key}", before.get(key, _ABSENT), after.get(key, _ABSENT), depth + 1)
    elif depth < _MOST_DEPTH and isinstance(before, list) and isinstance(after, list):
        for index in range(max(len(before), len(after))):
            was, now = (each[index] if index < len(each) else _ABSENT for each in (before, after))
            yield from _values(f"{path}[{index}]", was, now, depth + 1)
    elif before is _ABSENT or after is _ABSENT or type(before) is not type(after) or before != after:
        yield Change(printable_text(path.lstrip(".")) or "Payload", _shown(before), _shown(after))


def _shown(value: Any) -> str | None:
    if value is _ABSENT or value is None:
        return None if value is _ABSENT else "none"
    return printable_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _document(data: bytes) -> Any:
    if len(data) > MOST_JSON_CHARACTERS:
        return None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _bytes(written: str, encoding: str) -> bytes:
    try:
        if encoding == "hex":
            return bytes.fromhex(written)
        return written.encode(errors="replace") if encoding == "text" else base64.b64decode(written)
    except (ValueError, binascii.Error):
        return b""
