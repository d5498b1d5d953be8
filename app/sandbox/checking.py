"""Reading JSON that somebody typed: each function takes a value and where it stands, and refuses in plain
words."""

import base64
import binascii
from collections.abc import Collection, Mapping
from typing import Any

ENCODINGS = ("text", "base64", "hex")


class BadInput(ValueError):
    """A value that is not what it must be.

    ``path`` says where it stands (``messages[0].payload``), ``sentence`` what is wrong and what to do.
    """

    def __init__(self, path: str, sentence: str) -> None:
        super().__init__(f"{path}: {sentence}")
        self.path = path
        self.sentence = sentence


def record(value: Any, path: str, fields: Collection[str]) -> Mapping[str, Any]:
    """An object with no other members than ``fields``."""
    if not isinstance(value, dict):
        raise BadInput(path, f"This must be an object, not {_name(value)}.")
    unknown = next((key for key in value if key not in fields), None)
    if unknown is not None:
        raise BadInput(path, f"There is no member {_short(unknown)} here; known are {', '.join(sorted(fields))}.")
    return value


def items(value: Any, path: str, most: int) -> list[Any]:
    """A list of at most ``most`` things."""
    if not isinstance(value, list):
        raise BadInput(path, f"This must be a list, not {_name(value)}.")
    if len(value) > most:
        raise BadInput(path, f"This list has {len(value):,} entries; at most {most:,} are allowed.")
    return value


def text(value: Any, path: str, most: int) -> str:
    """A string that UTF-8 can write, of at most ``most`` bytes."""
    if not isinstance(value, str):
        raise BadInput(path, f"This must be a string, not {_name(value)}.")
    if len(_encode(value, path)) > most:
        raise BadInput(path, f"This text is longer than the {most:,} bytes that are allowed.")
    return value


def integer(value: Any, path: str, most: int) -> int:
    """A whole number from 0 to ``most``."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadInput(path, f"This must be a whole number, not {_name(value)}.")
    if not 0 <= value <= most:
        raise BadInput(path, f"This number must lie between 0 and {most:,}.")
    return value


def choice(value: Any, path: str, known: Collection[str]) -> str:
    """One of some words."""
    if not isinstance(value, str) or value not in known:
        raise BadInput(path, f"This must be one of {', '.join(known)}.")
    return value


def content(value: Any, encoding: Any, path: str, most: int) -> bytes:
    """The bytes that a string stands for under an encoding: ``text`` (UTF-8), ``base64`` or ``hex``."""
    name = choice(encoding, f"{path} (its encoding)", ENCODINGS)
    written = text(value, path, most * 2 + 4)
    decoded = _decode(written, name, path)
    if len(decoded) > most:
        raise BadInput(path, f"These are {len(decoded):,} bytes; at most {most:,} are allowed.")
    return decoded


def _decode(written: str, encoding: str, path: str) -> bytes:
    if encoding == "text":
        return written.encode()
    try:
        if encoding == "base64":
            return base64.b64decode(written, validate=True)
        return bytes.fromhex(written)
    except (binascii.Error, ValueError):
        hint = "digits 0-9 and a-f, two for a byte" if encoding == "hex" else "A-Z, a-z, 0-9, +, / and = at the end"
        raise BadInput(path, f"This is not {encoding} ({hint}). Correct it or choose another encoding.") from None


def _encode(value: str, path: str) -> bytes:
    try:
        return value.encode()
    except UnicodeEncodeError:
        raise BadInput(path, "This text holds half of a surrogate pair, which UTF-8 cannot write.") from None


def _name(value: Any) -> str:
    names = {type(None): "null", bool: "a boolean", int: "a number", float: "a number", str: "a string"}
    return {**names, list: "a list", dict: "an object"}.get(type(value), "this")


def _short(key: object) -> str:
    return ascii(key)[:60]
