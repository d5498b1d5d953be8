"""The fields of the test panel, and how an input that is known from elsewhere (a sample, the last run) fills them.

What the single fields cannot say, such as messages of different topics, is shown as the list that the JSON interface
takes, so that nothing is lost on the way.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import FormData

from app.operators.kinds import Kind
from app.web.project import forms

Json = dict[str, Any]
MOST_CHARACTERS = 200_000

_CONTENT = {"message": ("payload", "payload_encoding"), "snapshot": ("frame", "frame_encoding")}
_FIELDS = {
    "message": {"topic", "content_type", "user_properties", "timestamp", "as", "hlc"},
    "snapshot": {"format", "width", "height", "timestamp", "as", "hlc"},
    "bytes": {"as", "hlc"},
}


@dataclass(frozen=True)
class Fields:
    """``shape``: message, snapshot, bytes, or list (all messages as JSON in the first payload). ``encoding``: text,
    json (text that must be JSON), base64 or hex. Every payload is an input of its own with the same properties."""

    shape: str = "message"
    payloads: tuple[str, ...] = ("",)
    encoding: str = "text"
    topic: str = ""
    content_type: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    timestamp: str = ""
    hlc: str = ""
    handed: str = "buffer"
    format: str = ""
    width: str = ""
    height: str = ""
    staged: str = ""
    configuration: tuple[tuple[str, str], ...] = ()
    description: str | None = None


def from_form(form: FormData) -> Fields:
    """What was typed, as it is."""
    first, *more = forms.texts(form, "payload") or [""]
    payloads = [forms.unix_lines(payload) for payload in (first, *filter(None, more))]
    single = ("shape", "encoding", "topic", "content_type", "timestamp", "hlc", "handed", "format", "width", "height")
    typed = {name: forms.text(form, name, getattr(Fields, name)) for name in single}
    return Fields(
        **typed,
        payloads=tuple(payloads),
        staged=forms.unix_lines(forms.text(form, "staged")),
        properties=tuple(forms.pairs(form, "property")),
        configuration=tuple(forms.pairs(form, "configuration")),
    )


def from_request(kind: Kind, request: Mapping[str, Any], description: str | None = None) -> Fields:
    """A run's request (docs/api.md) in the form's fields."""
    messages = request["messages"]
    fields = _batched(messages) if kind is Kind.ACCUMULATE else _single(messages)
    if fields is None:
        fields = Fields(shape="list", payloads=(json.dumps(messages, indent=2, ensure_ascii=False),), encoding="json")
    if sum(map(len, fields.payloads)) > MOST_CHARACTERS:
        fields = Fields(description="The last run's input is too long to be shown here. Its own page has it.")
    configuration = tuple(request.get("configuration", {}).items())
    return replace(fields, configuration=configuration, description=fields.description or description)


def _batched(messages: list[Json]) -> Fields | None:
    """One batch whose values, the staged one too, differ in their payload only."""
    if len(messages) != 1:
        return None
    staged, values = messages[0].get("staged"), messages[0]["messages"]
    fields = _single(values if staged is None else [staged, *values])
    if fields is None or staged is None:
        return fields
    first, *rest = fields.payloads
    return replace(fields, staged=first, payloads=tuple(rest)) if first and rest else None


def _single(values: list[Json]) -> Fields | None:
    """Inputs that differ in their payload only; None where there is more to them."""
    split = [_split(value) for value in values]
    known = [each for each in split if each is not None]
    payloads = [payload for _, payload in known]
    if not known or len(known) < len(split) or any(rest != known[0][0] for rest, _ in known):
        return None
    if not all(payloads[1:]) or any("\r" in payload or "\0" in payload for payload in payloads):
        return None  # a form leaves out empty rows, and cannot carry these characters
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


def _filled(rest: Json, payloads: list[str]) -> Fields:
    is_json = rest["encoding"] == "text" and all(_is_json(payload) for payload in payloads)
    return Fields(
        shape=rest["shape"],
        payloads=tuple(payloads),
        encoding="json" if is_json else rest["encoding"],
        topic=rest.get("topic", ""),
        content_type=rest.get("content_type", ""),
        properties=tuple((key, value) for key, value in rest.get("user_properties", [])),
        timestamp=_time(rest.get("timestamp", "")),
        hlc=_time(rest.get("hlc", "")),
        handed=rest.get("as", "buffer"),
        format=rest.get("format", ""),
        width=str(rest.get("width", "")),
        height=str(rest.get("height", "")),
    )


def _time(given: Any) -> str:
    return given if isinstance(given, str) else json.dumps(given)


def _is_json(payload: str) -> bool:
    try:
        return isinstance(json.loads(payload), dict | list)
    except (ValueError, RecursionError):
        return False
