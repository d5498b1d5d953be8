"""Differences put in words: bounded, and safe to keep and to show."""

from collections.abc import Sequence
from typing import Any

from app.kit.text import printable, truncate
from app.payloads.compare import json_writing

MAX_CHARACTERS = 2_000
_BYTES = 300  # of an excerpt
_BYTES_BEFORE = 30  # the first that differs


def shown(text: str) -> str:
    """The beginning of a text."""
    return truncate(printable(_whole(text[: MAX_CHARACTERS + 1])), MAX_CHARACTERS)


def json_text(value: Any) -> str:
    """The beginning of a value as JSON."""
    return shown(json_writing.beginning(value, MAX_CHARACTERS))


def first_difference(one: str | bytes | Sequence[str], other: str | bytes | Sequence[str]) -> int:
    """How many characters, bytes or lines both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        # Only what is not known to be the same yet is looked at, so that it takes one pass in all.
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def of_texts(expected: str, actual: str) -> tuple[str, str, str]:
    """Both as excerpts around the first place where they differ, and a note that names it."""
    at = first_difference(expected, actual)
    line = expected.count("\n", 0, at) + 1
    place = f"character {at + 1:,}" + (f" (line {line:,})" if line > 1 else "")
    note = f"They differ from {place} on; expected are {len(expected):,} characters, there are {len(actual):,}."
    return excerpt(expected, at), excerpt(actual, at), note


def excerpt(text: str, at: int, most: int = MAX_CHARACTERS) -> str:
    """At most so many characters of a text, among them the one at ``at``."""
    start = max(0, at - most // 10) if len(text) > most else 0
    return truncate(shown(("…" if start else "") + text[start : start + most + 1]), most)


def of_bytes(expected: bytes, actual: bytes) -> tuple[str, str, str]:
    """The same of bytes, written in hexadecimal."""
    at = first_difference(expected, actual)
    note = f"They differ from byte {at + 1:,} on; expected are {len(expected):,} bytes, there are {len(actual):,}."
    return _hex(expected, at), _hex(actual, at), note


def hex_text(content: bytes) -> str:
    """The beginning of some bytes in hexadecimal."""
    return _hex(content, 0)


def _hex(content: bytes, at: int) -> str:
    start = max(0, at - _BYTES_BEFORE) if len(content) > _BYTES else 0
    part = content[start : start + _BYTES]
    cut = "…" if start + _BYTES < len(content) else ""
    return ("… " if start else "") + part.hex(" ") + cut


def _whole(text: str) -> str:
    """Half a pair of UTF-16, which JSON can hold and UTF-8 cannot, as JSON writes it."""
    return text.encode(errors="backslashreplace").decode()
