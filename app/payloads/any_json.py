"""Any JSON value that somebody gives, as far as it can be kept."""

import math
from typing import Any

from app.sandbox.checking import BadInput

MAX_DEPTH = 100  # far below what the standard library can write again


def check(value: Any, path: str) -> None:
    """BadInput for what is nested too deeply or cannot be written: no finite number, half of a surrogate pair."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for each in level for inner in _inside(each, path)]
        if not level:
            return
    raise BadInput(path, f"This is nested more than {MAX_DEPTH} deep. Give it as a text instead.")


def _inside(value: Any, path: str) -> list[Any]:
    """What a value holds, the names of members with it."""
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        _text(value, path)
    elif isinstance(value, float) and not math.isfinite(value):
        raise BadInput(path, "This number is not finite, so JSON cannot write it.")
    elif value is not None and not isinstance(value, bool | int | float):
        raise BadInput(path, "This is no JSON value.")
    return []


def _text(value: str, path: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise BadInput(path, "This text holds half of a surrogate pair, which UTF-8 cannot write.") from None
