"""The expected final state, key by key; keys that are not named may hold anything."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.payloads.compare import contents, texts
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.contents import Content
from app.payloads.compare.paths import Scope
from app.payloads.compare.values import Trail

Json = Mapping[str, Any]


def compare(found: Comparison, expected: Sequence[Json], held: Sequence[Json], scope: Scope) -> None:
    """Compare ``{key, value, key_encoding?, encoding?}`` with what the state store holds; a value of None is a key that
    must not be there. A difference has the key in its path, as it is written in the expectation."""
    store = {
        Content(entry["key"], entry.get("key_encoding") or "text").data(): Content(
            entry["value"], entry.get("encoding") or "text"
        )
        for entry in held
    }
    for wanted in expected:
        inner = scope.into(wanted["key"])
        if inner is not None:
            _entry(found, Trail("state").into(wanted["key"]), wanted, store, inner)


def _entry(found: Comparison, at: Trail, wanted: Json, store: Mapping[bytes, Content], scope: Scope) -> None:
    try:
        actual = store.get(Content(wanted["key"], wanted.get("key_encoding") or "text").data())
        expected = _expected(wanted)
    except ValueError:
        found.add(at, texts.json_text(dict(wanted)), None, "The key or the value is not in the encoding that is named.")
        return
    if actual is None and expected is None:
        found.saw()
    elif actual is None:
        found.add(at, texts.json_text(wanted["value"]), None, "The state store does not hold this key.")
    elif expected is None:
        found.add(at, None, texts.shown(actual.shown), "The state store is not to hold this key.")
    else:
        contents.compare(found, at, expected, actual, scope)


def _expected(wanted: Json) -> Any:
    """A text, bytes as ``{"base64": …}``, any other JSON value, or None."""
    value, encoding = wanted.get("value"), wanted.get("encoding") or "text"
    if encoding == "text" or not isinstance(value, str):
        return value
    held = Content(value, encoding)
    text = held.text()
    return {"base64": held.base64()} if text is None else text
