"""Payloads and values of the state: bytes that may be text, and text that may be JSON."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from app.payloads.compare import json_reading, texts
from app.payloads.compare.comparison import Comparison
from app.payloads.compare.json_reading import NotJson
from app.payloads.compare.paths import Scope
from app.payloads.compare.values import Trail


@dataclass(frozen=True)
class Content:
    """Some bytes as JSON shows them; ``encoding`` is text, base64 or hex."""

    shown: str
    encoding: str = "text"

    def data(self) -> bytes:
        """The bytes; ValueError where they cannot be read."""
        if self.encoding == "base64":
            return base64.b64decode(self.shown, validate=True)
        return bytes.fromhex(self.shown) if self.encoding == "hex" else self.shown.encode(errors="surrogatepass")

    def text(self) -> str | None:
        """The text; None where it is none."""
        if self.encoding == "text":
            return self.shown
        try:
            return self.data().decode()
        except ValueError:
            return None

    def base64(self) -> str:
        """The text in ``{"base64": …}``."""
        return base64.b64encode(self.data()).decode()


def compare(found: Comparison, at: Trail, expected: Any, actual: Content, scope: Scope) -> None:
    """Compare a content with what is expected of it: a text, ``{"base64": …}``, or any other JSON value.

    Two texts that are both JSON are compared as JSON, any others sign by sign.
    """
    data = expected_bytes(expected)
    text = actual.text()
    if data is not None:
        if not scope.is_partial:
            _bytes(found, at, data, actual)
    elif text is None:
        if not scope.is_partial:
            _not_text(found, at, expected, actual)
        else:
            found.values(at, _value(expected), texts.hex_text(actual.data()), scope)
    elif isinstance(expected, str):
        _texts(found, at, expected, text, scope)
    else:
        _json(found, at, expected, text, scope)


def expected_bytes(expected: Any) -> bytes | None:
    """The bytes of ``{"base64": …}``; None for anything else."""
    if not isinstance(expected, dict) or set(expected) != {"base64"} or not isinstance(expected["base64"], str):
        return None
    try:
        return base64.b64decode(expected["base64"], validate=True)
    except (binascii.Error, ValueError):
        return None


def _bytes(found: Comparison, at: Trail, expected: bytes, actual: Content) -> None:
    data = actual.data()
    if data == expected:
        found.saw()
    else:
        found.add(at, *texts.of_bytes(expected, data))


def _not_text(found: Comparison, at: Trail, expected: Any, actual: Content) -> None:
    note = 'It is not UTF-8 text; the bytes are shown in hexadecimal. Expect {"base64": …} for bytes.'
    wanted = texts.shown(expected) if isinstance(expected, str) else texts.json_text(expected)
    found.add(at, wanted, texts.hex_text(actual.data()), note)


def _texts(found: Comparison, at: Trail, expected: str, actual: str, scope: Scope) -> None:
    if expected == actual and not scope.is_partial:
        found.saw()
        return
    try:
        wanted, there = json_reading.parse(expected), json_reading.parse(actual)
    except NotJson:
        if scope.is_partial:
            found.values(at, _value(expected), _value(actual), scope)
        else:
            found.plain(at, expected, actual)
    else:
        found.values(at, wanted, there, scope)


def _json(found: Comparison, at: Trail, expected: Any, actual: str, scope: Scope) -> None:
    try:
        found.values(at, expected, json_reading.parse(actual), scope)
    except NotJson:
        if scope.is_partial:
            found.values(at, expected, actual, scope)
        else:
            found.add(at, texts.json_text(expected), texts.shown(actual), "JSON is expected; this is none.")


def _value(expected: Any) -> Any:
    """What a text says as JSON, or the text itself: the parts that are looked at are then missing in it."""
    if not isinstance(expected, str):
        return expected
    try:
        return json_reading.parse(expected)
    except NotJson:
        return expected
