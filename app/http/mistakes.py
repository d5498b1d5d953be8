"""What is wrong with the form of a request, in plain words: where, and what to do about it. The value itself is never
told: it may be large, or a secret."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from fastapi.exceptions import RequestValidationError

Found = Mapping[str, Any]

# By pydantic's names of its errors.
_TYPES = {
    **dict.fromkeys(("string_type", "string_unicode"), "a string"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "true or false"),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), "a whole number"),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), "a number"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "an object"),
    "list_type": "a list",
}
_SENTENCES: dict[str, Callable[[Found], str]] = {
    "missing": lambda _: "This is missing. Add it.",
    "extra_forbidden": lambda _: "There is no such member here. Correct its name, or leave it out.",
    "enum": lambda told: _one_of(told["expected"]),
    "literal_error": lambda told: _one_of(told["expected"]),
    "string_too_long": lambda told: f"This may have {_counted(told['max_length'], 'character')} at most. Shorten it.",
    "string_too_short": lambda told: f"This must have at least {_counted(told['min_length'], 'character')}.",
    "too_long": lambda told: f"This may have at most {told['max_length']:,} entries.",
    "too_short": lambda told: f"This must have at least {_entries(told['min_length'])}.",
    "greater_than": lambda told: f"This must be more than {told['gt']:,}.",
    "greater_than_equal": lambda told: f"This must be at least {told['ge']:,}.",
    "less_than": lambda told: f"This must be less than {told['lt']:,}.",
    "less_than_equal": lambda told: f"This must be at most {told['le']:,}.",
    "string_pattern_mismatch": lambda _: "This does not have the form that is asked for here.",
}
_NO_BODY = "The request has no body. Send one."
_NO_OBJECT = "The body must be a JSON object, sent with Content-Type: application/json."
_ELSE = "This is not what is asked for here. GET /api/v1/openapi.json describes it."


class Mistake(NamedTuple):
    """``path`` names the member or parameter, empty for the request as a whole."""

    path: str
    sentence: str

    @property
    def told(self) -> str:
        """Both together."""
        return f"{self.path}: {self.sentence}" if self.path else self.sentence


def mistakes(error: RequestValidationError, most: int) -> list[Mistake]:
    """Each place once, in the order of the request, ``most`` of them."""
    by_path: dict[str, list[Found]] = {}
    for found in error.errors():
        path = _path(found, error.body)
        if path in by_path or len(by_path) < most:
            by_path.setdefault(path, []).append(found)
    return [Mistake(path, _sentence(path, places)) for path, places in by_path.items()]


def _path(found: Found, body: Any) -> str:
    """Pydantic also names which of several types it tried, and that a key is meant: that is nothing of the request."""
    place, *steps = found["loc"]
    if found["type"] == "json_invalid":
        return ""
    taken: list[str] = []
    for step in steps:
        inside = _within(body, step)
        if place == "body" and inside is None and found["type"] != "missing":
            break
        taken.append(str(step))
        body = inside[0] if inside else None
    return ".".join(taken)


def _within(value: Any, step: str | int) -> tuple[Any] | None:
    if isinstance(value, Mapping) and step in value:
        return (value[step],)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return (value[step],)
    return None


def _sentence(path: str, places: Sequence[Found]) -> str:
    first = places[0]
    types = [_TYPES[found["type"]] for found in places if found["type"] in _TYPES]
    if first["type"] == "json_invalid":
        return _broken(first)
    if not path:
        return _NO_BODY if first["type"] == "missing" else _NO_OBJECT
    if len(types) == len(places):
        return f"This must be {' or '.join(dict.fromkeys(types))}."
    known = _SENTENCES.get(first["type"])
    return _ELSE if known is None else known(first.get("ctx", {}))


def _broken(found: Found) -> str:
    *_, position = found["loc"]
    where = f" near character {position + 1:,}" if isinstance(position, int) else ""
    return f"The body is not valid JSON. Look for a missing quote, comma or bracket{where}."


def _one_of(expected: str) -> str:
    """``expected`` is pydantic's own list, with each word in quotation marks."""
    return f"This must be {expected.replace(chr(39), '')}."


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _entries(number: int) -> str:
    return "one entry" if number == 1 else f"{number:,} entries"
