"""The fields of the test panel that say what an operator is given, and how inputs known from elsewhere fill them.

What single fields cannot say, such as messages of different topics, is shown as the list that the JSON interface
takes, so that nothing is lost on the way.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.operators.kinds import Kind

Json = dict[str, Any]
BATCHES = ("one", "each", "random")
MOST_ROWS = 20  # more payloads are easier to read and to change as one list

_CONTENT = {"message": ("payload", "payload_encoding"), "snapshot": ("frame", "frame_encoding")}
_FIELDS = {
    "message": {"topic", "content_type", "user_properties", "timestamp", "as", "hlc", "schema"},
    "snapshot": {"format", "width", "height", "timestamp", "as", "hlc"},
    "bytes": {"as", "hlc"},
}


@dataclass(frozen=True)
class InputFields:
    """``shape``: message, snapshot, bytes, list (all inputs as JSON in the first payload) or kept (those of an
    earlier run). ``encoding``: text, json (text that must be JSON), base64 or hex. Every payload is an input of its
    own with the same properties; ``file`` is a chosen file as base64, sent in place of the first payload.
    ``schema_as``: empty, reference or inline. ``batches``: how accumulate is given its messages."""

    shape: str = "message"
    payloads: tuple[str, ...] = ("",)
    file: str | None = None
    encoding: str = "text"
    topic: str = ""
    content_type: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    timestamp: str = ""
    hlc: str = ""
    handed: str = "buffer"
    schema_as: str = ""
    schema_name: str = ""
    schema: str = ""
    format: str = ""
    width: str = ""
    height: str = ""
    staged: str = ""
    batches: str = BATCHES[0]


def from_messages(kind: Kind, messages: list[Json]) -> InputFields:
    """A run's messages (docs/api.md) in the form's fields."""
    fields = _batched(messages) if kind is Kind.ACCUMULATE else _single(messages)
    if fields is not None and len(fields.payloads) <= MOST_ROWS and all(_fits(text) for text in _lines(fields)):
        return fields
    batches, shown = _common_batches(messages) if kind is Kind.ACCUMULATE else (BATCHES[0], messages)
    written = json.dumps(shown, indent=2, ensure_ascii=False)
    return InputFields(shape="list", payloads=(written,), encoding="json", batches=batches)


def _common_batches(messages: list[Json]) -> tuple[str, list[Json]]:
    """How all of them are given, and they without it; where they differ, each keeps its own word."""
    known = {message.get("batches", BATCHES[0]) for message in messages}
    if len(known) != 1:
        return BATCHES[0], messages
    return known.pop(), [{name: each[name] for name in each if name != "batches"} for each in messages]


def _batched(messages: list[Json]) -> InputFields | None:
    """One batch whose values, the staged one too, differ in their payload only."""
    if len(messages) != 1:
        return None
    staged, values = messages[0].get("staged"), messages[0]["messages"]
    fields = _single(values if staged is None else [staged, *values])
    if fields is None:
        return None
    fields = replace(fields, batches=messages[0].get("batches", BATCHES[0]))
    if staged is None:
        return fields
    first, *rest = fields.payloads
    return replace(fields, staged=first, payloads=tuple(rest)) if first and rest else None


def _single(values: list[Json]) -> InputFields | None:
    """Inputs that differ in their payload only; None where there is more to them."""
    split = [_split(value) for value in values]
    known = [each for each in split if each is not None]
    payloads = [payload for _, payload in known]
    if not known or len(known) < len(split) or any(rest != known[0][0] for rest, _ in known):
        return None
    if not all(payloads[1:]):
        return None  # a form leaves out empty rows
    return _filled(known[0][0], payloads)


def _split(value: Json) -> tuple[Json, str] | None:
    """What an input says beside its content, and its content; None where the form has no field for it."""
    shape = next((name for name in ("snapshot", "bytes") if name in value), "message")
    rest = {**value, **value["snapshot"]} if shape == "snapshot" else dict(value)
    content, encoding = _CONTENT.get(shape, ("bytes", "encoding"))
    payload = str(rest.pop(content, ""))
    known = {"shape": shape, "encoding": rest.pop(encoding, "text")}
    rest.pop("snapshot", None)
    left = {name: given for name, given in rest.items() if given is not None}
    return (known | left, payload) if left.keys() <= _FIELDS[shape] else None


def _filled(rest: Json, payloads: list[str]) -> InputFields:
    is_json = rest["encoding"] == "text" and all(_is_json(payload) for payload in payloads)
    schema_as, schema_name, schema = _schema(rest.get("schema", {}))
    return InputFields(
        shape=rest["shape"],
        payloads=tuple(payloads),
        encoding="json" if is_json else rest["encoding"],
        topic=rest.get("topic", ""),
        content_type=rest.get("content_type", ""),
        properties=tuple((key, value) for key, value in rest.get("user_properties", [])),
        timestamp=_time(rest.get("timestamp", "")),
        hlc=_time(rest.get("hlc", "")),
        handed=rest.get("as", "buffer"),
        schema_as=schema_as,
        schema_name=schema_name,
        schema=schema,
        format=rest.get("format", ""),
        width=str(rest.get("width", "")),
        height=str(rest.get("height", "")),
    )


def _schema(given: Json) -> tuple[str, str, str]:
    if "registry_reference" in given:
        return "reference", "", given["registry_reference"]
    inline = given.get("inline")
    return ("inline", inline.get("name", ""), inline.get("content", "")) if inline is not None else ("", "", "")


def _lines(fields: InputFields) -> Iterator[str]:
    """Every text that would stand in the form; those of one line with a sign that a longer one may hold as well."""
    yield from fields.payloads
    yield from (fields.staged, fields.schema)
    single = (fields.topic, fields.content_type, fields.format, fields.schema_name, *sum(fields.properties, ()))
    yield from (text.replace("\n", "\r") for text in single)


def _fits(text: str) -> bool:
    """Whether a form brings the text back as it is: it can carry neither of these."""
    return "\r" not in text and "\0" not in text


def _time(given: Any) -> str:
    return given if isinstance(given, str) else json.dumps(given)


def _is_json(payload: str) -> bool:
    try:
        return isinstance(json.loads(payload), dict | list)
    except (ValueError, RecursionError):
        return False
