"""JSON as RFC 8259 has it, in UTF-8, with the line of what is wrong.

Python's parser takes NaN, makes infinity of 1e999 and halves of surrogate pairs of their escapes; none of them could be
written again.
"""

import codecs
import json
import math
import re
from typing import Any, NoReturn

from app.payloads.reading.findings import Bad

_SPACE = re.compile(r"[ \t\n\r]*")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name}, which JSON does not have")


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number that is too large")
    return number


_DECODER = json.JSONDecoder(parse_constant=_constant, parse_float=_float)
UNREADABLE = (ValueError, RecursionError)


def decoded(content: bytes, path: str, first_line: int = 1) -> str:
    """Text in UTF-8, with or without a byte order mark; Bad names the line where it is something else."""
    for mark, name in _MARKS.items():
        if content.startswith(mark):
            raise Bad(path, None, f"This is {name}. Save it as UTF-8.")
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = first_line + content.count(b"\n", 0, error.start)
        raise Bad(path, line, "This is not UTF-8. Save the file as UTF-8, or give it as plain bytes.") from None


def parse(text: str, path: str, first_line: int = 1) -> Any:
    """The value that a text stands for; Bad for anything but exactly one."""
    try:
        value, end = value_at(text, skip(text, 0))
    except UNREADABLE as error:
        raise not_json(path, first_line, text, error) from None
    if skip(text, end) < len(text):
        raise Bad(path, first_line + text.count("\n", 0, end), "There is more behind the end of the JSON. Remove it.")
    return value


def is_json(text: str) -> bool:
    """Whether a text stands for exactly one value."""
    try:
        parse(text, "")
    except Bad:
        return False
    return True


def members(text: str, path: str, first_line: int = 1) -> list[tuple[str, Any, str]]:
    """The members of an object in order, those of one name too: name, value, and the value as it is written."""
    parse(text, path, first_line)
    at = skip(text, 0)
    if text[at] != "{":
        raise Bad(path, first_line, "This is no JSON object. Write one, in braces.")
    found: list[tuple[str, Any, str]] = []
    at = skip(text, at + 1)
    while text[at] != "}":
        name, at = value_at(text, at)
        start = skip(text, skip(text, at) + 1)
        value, at = value_at(text, start)
        found.append((name, value, text[start:at]))
        at = skip(text, at)
        at = skip(text, at + 1) if text[at] == "," else at
    return found


def value_at(text: str, at: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends; one of UNREADABLE where there is none."""
    value, end = _DECODER.raw_decode(text, at)
    if _SURROGATE.search(text, at, end):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("half of a surrogate pair, which UTF-8 cannot write") from None
    return value, end


def skip(text: str, at: int) -> int:
    """The place behind any space."""
    found = _SPACE.match(text, at)
    return at if found is None else found.end()


def not_json(path: str, first_line: int, text: str, error: Exception) -> Bad:
    """What UNREADABLE means to somebody who wrote the text, which begins on ``first_line``."""
    if isinstance(error, json.JSONDecodeError):
        line = first_line + text.count("\n", 0, error.pos)
        return Bad(path, line, f"This is not JSON: {_words(error)}. Correct it.")
    if isinstance(error, RecursionError):
        return Bad(path, first_line, "This JSON is nested too deeply to be read. Make it flatter.")
    return Bad(path, first_line, f"This JSON holds {_words(error)}. Correct it.")


def _words(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg[:1].lower() + error.msg[1:]
    return "a number with too many digits" if "digits" in str(error) else str(error)
