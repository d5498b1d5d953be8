"""A difference in one line, for people who read it in a report."""

import json
from collections.abc import Mapping
from typing import Any

MOST_CHARACTERS = 2_000  # of each value


def as_line(difference: Mapping[str, Any]) -> str:
    """``{path, expected, actual, note}`` as a line; the values are texts as the comparison made them, None for what is
    not there."""
    path, note = difference.get("path") or "", difference.get("note")
    values = f"expected {_shown(difference.get('expected'))}, but it was {_shown(difference.get('actual'))}"
    return (f"{path}: " if path else "") + values + (f" ({note})" if note else "")


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS] + "…"
