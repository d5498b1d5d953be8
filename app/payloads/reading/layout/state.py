"""``statestore.json``: what the state store holds before the first message.

Published samples have a list of objects with one member each; one object with all of them is taken as well, and a list
of ``{key, value}``.
"""

import json
from typing import Any

from app.payloads.reading.findings import Bad
from app.payloads.reading.found import Json
from app.payloads.reading.strict_json import parse

_FORM = 'Write a list such as [{"key": "value"}].'


def seeds(text: str, path: str) -> list[Json]:
    """The state as settings have it; a value that is no text is held as its JSON."""
    given = parse(text, path)
    objects = [given] if isinstance(given, dict) else given
    if not isinstance(objects, list) or not all(isinstance(one, dict) for one in objects):
        raise Bad(path, None, f"The state is no list of objects. {_FORM}")
    pairs = [pair for one in objects for pair in _pairs(one)]
    if len({key for key, _ in pairs}) < len(pairs):
        raise Bad(path, None, "A key of the state is there twice. Keep one of the two.")
    if any(not key for key, _ in pairs):
        raise Bad(path, None, "A key of the state is empty. Name it.")
    return [{"key": key, "value": _text(value), "encoding": "text"} for key, value in pairs]


def _pairs(one: dict[str, Any]) -> list[tuple[str, Any]]:
    if one.keys() == {"key", "value"} and isinstance(one["key"], str):
        return [(one["key"], one["value"])]
    return list(one.items())


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
