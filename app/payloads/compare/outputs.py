"""What came out of a case, and how it compares with an output that is expected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.payloads.compare import contents, json_reading, paths, texts
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.contents import Content
from app.payloads.compare.json_reading import NotJson
from app.payloads.compare.paths import BadPath, Scope
from app.payloads.compare.values import MISSING, Trail, member

Json = Mapping[str, Any]

# A filter that lets an input pass, a branch and a delay send on what they were given.
_SENT_ON = frozenset({"passed", "arm", "delayed"})
_UNKNOWN = "The input went on as it was; what it held is not part of this result."


@dataclass(frozen=True)
class Output:
    """A message, or a snapshot's frame or bare bytes without topic, content type and user properties."""

    payload: Content
    topic: str | None = None
    content_type: str | None = None
    user_properties: Sequence[Sequence[str]] = ()

    def values(self, name: str) -> list[str]:
        """All values of a user property."""
        return [value for key, value in self.user_properties if key == name]


def is_sent(result: Json) -> bool:
    """Whether anything came out of this input."""
    return result.get("output") is not None or result.get("outcome") in _SENT_ON


def of_result(result: Json, given: Json | None) -> Output | None:
    """What came out of an input, of which there was something; None where that cannot be told. ``given`` is the input
    itself, in the form in which a run takes it."""
    told = result.get("output")
    return read(told) if told is not None else None if given is None else read(given)


def read(told: Json) -> Output | None:
    """An output as a run reports it, or an input as it takes it; None for several messages in one."""
    picture = told.get("snapshot", told)
    if "frame" in picture:
        return Output(Content(picture["frame"], picture.get("frame_encoding", "text")))
    if "bytes" in told:
        return Output(Content(told["bytes"], told.get("encoding", "text")))
    if "messages" in told:
        return None
    return Output(
        Content(told.get("payload") or "", told.get("payload_encoding", "text")),
        told.get("topic") or "",
        told.get("content_type"),
        told.get("user_properties") or (),
    )


def compare(found: Comparison, at: Trail | None, expected: Json, actual: Output | None, scope: Scope) -> None:
    """Compare the members that are expected; ``at`` is None for the output of a case, whose paths begin with payload.
    ``actual`` is None for one of which nothing is known."""
    if actual is None:
        if not scope.is_partial:
            found.add(at or Trail("output"), texts.json_text(expected), None, _UNKNOWN)
        return
    for name in ("topic", "content_type", "payload", "user_properties"):
        inner = scope.into(name)
        if expected.get(name) is not None and inner is not None:
            _member(found, at.into(name) if at else Trail(name), name, expected[name], actual, inner)


def _member(found: Comparison, at: Trail, name: str, expected: Any, actual: Output, scope: Scope) -> None:
    if name == "payload":
        contents.compare(found, at, expected, actual.payload, scope)
    elif name == "user_properties":
        _user_properties(found, at, expected, actual, scope)
    elif not scope.is_partial:
        found.plain(at, expected, actual.topic if name == "topic" else actual.content_type)


def _user_properties(found: Comparison, at: Trail, expected: Json, actual: Output, scope: Scope) -> None:
    for key, wanted in expected.items():
        name, rest = reached(key, actual)
        inner: Scope | None = scope
        place = at
        for segment in (name, *rest):
            place, inner = place.into(segment), inner.into(segment) if inner else None
        if inner is not None:
            _property(found, place, wanted, actual.values(name), rest, inner)


def reached(key: str, actual: Output) -> tuple[str, list[str]]:
    """The user property that a key of an expectation means, and where in its value; a key is a dot path, or the name
    itself where one has that name."""
    try:
        name, *rest = ["*" if segment is None else segment for segment in paths.parse(key)]
    except BadPath:
        return key, []
    return (key, []) if rest and actual.values(key) else (name, rest)


def _property(found: Comparison, at: Trail, expected: Any, values: list[str], rest: list[str], scope: Scope) -> None:
    """One user property: None is one that must not be there, a list the values of one that comes several times."""
    if rest:
        found.saw()
        found.values(at, MISSING if expected is None else expected, _within(values, rest), scope)
    elif scope.is_partial and values:
        contents.compare(found, at, expected, Content(values[0]), scope)
    elif isinstance(expected, list) and len(values) != 1:
        found.values(at, expected, list(values), scope)
    elif expected is None or not values:
        shown = None if not values else texts.shown(", ".join(values))
        found.plain(at, expected, shown, "" if shown is None else "It is not to be there.")
    elif len(values) > 1:
        found.add(at, texts.json_text(expected), texts.json_text(list(values)), "It comes several times.")
    elif isinstance(expected, str):
        found.plain(at, expected, values[0])
    else:
        contents.compare(found, at, expected, Content(values[0]), scope)


def _within(values: list[str], rest: list[str]) -> Any:
    if not values:
        return MISSING
    try:
        value = json_reading.parse(values[0])
    except NotJson:
        return MISSING
    for segment in rest:
        value = member(value, segment)
    return value
