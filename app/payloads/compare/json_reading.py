"""JSON as strictly as RFC 8259 has it and as exactly as it is written: no NaN, no infinities, no number is rounded.

The standard library reads it, and a slower reader of our own what that one cannot: deep nesting and very long integers.
Where a name comes twice in an object, the last one counts.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from app.payloads.compare import quantities

MAX_DEPTH = 100_000

_TOKEN = re.compile(
    r'[ \t\n\r]*(?:(?P<sign>[{}\[\],:"])|(?P<word>true|false|null)|'
    r"(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?))"
)
_REST = re.compile(r"[ \t\n\r]*")
_STRINGS = json.JSONDecoder()
_WORDS = {"true": True, "false": False, "null": None}


_PENDING = object()  # stands for a container that was just opened
_CLOSED = "closed"


class NotJson(ValueError):
    """The text is no JSON, or nested beyond MAX_DEPTH."""


def parse(text: str) -> Any:
    """The value of a JSON text: whole numbers as int, others as float or Decimal, see quantities. Raises NotJson."""
    try:
        return json.loads(text, parse_float=quantities.read, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise NotJson from error
    except RecursionError:
        return _parse_deep(text)
    except NotJson:
        raise
    except ValueError:  # an integer of more digits than Python converts, or an exponent without reason
        return _parse_deep(text)


def _refuse(constant: str) -> NoReturn:
    raise NotJson(constant)


def _parse_deep(text: str) -> Any:
    try:
        return _Builder().build(_tokens(text))
    except ValueError as error:
        raise NotJson from error


def _tokens(text: str) -> Iterator[tuple[str, Any]]:
    """Each as its sign, or ``"value"`` for a scalar, and its value; ``"end"`` at the end."""
    at = 0
    while found := _TOKEN.match(text, at):
        at = found.end()
        if found["sign"] == '"':
            value, at = _STRINGS.raw_decode(text, at - 1)
            yield "value", value
        elif found["sign"]:
            yield found["sign"], None
        else:
            yield "value", _WORDS[found["word"]] if found["word"] else quantities.read(found["number"])
    rest = _REST.match(text, at)
    if rest is None or rest.end() != len(text):
        raise NotJson
    yield "end", None


class _Builder:
    """Puts containers together without recursion."""

    def __init__(self) -> None:
        self._open: list[list[Any] | dict[str, Any]] = []
        self._keys: list[str] = []  # of the members of open objects that wait for their value

    def build(self, tokens: Iterator[tuple[str, Any]]) -> Any:
        """The one value of these tokens; raises NotJson."""
        sign, value = next(tokens)
        while True:
            done = self._begun(sign, value)
            if done is _PENDING:
                sign, value = self._first(*next(tokens), tokens)
                if sign != _CLOSED:
                    continue
                done = self._open.pop()
            while self._open:
                self._put(done)
                sign, value = self._next(next(tokens)[0], tokens)
                if sign != _CLOSED:
                    break
                done = self._open.pop()
            else:
                return self._ended(done, next(tokens)[0])

    def _begun(self, sign: str, value: Any) -> Any:
        if sign == "value":
            return value
        if sign not in {"[", "{"} or len(self._open) >= MAX_DEPTH:
            raise NotJson
        self._open.append([] if sign == "[" else {})
        return _PENDING

    def _first(self, sign: str, value: Any, tokens: Iterator[tuple[str, Any]]) -> tuple[str, Any]:
        """What begins the first element or member of the container just opened; its own end where there is none."""
        is_list = isinstance(self._open[-1], list)
        if sign == ("]" if is_list else "}"):
            return _CLOSED, None
        return (sign, value) if is_list else self._member(sign, value, tokens)

    def _next(self, sign: str, tokens: Iterator[tuple[str, Any]]) -> tuple[str, Any]:
        """The same of the one after."""
        is_list = isinstance(self._open[-1], list)
        if sign == ("]" if is_list else "}"):
            return _CLOSED, None
        if sign != ",":
            raise NotJson
        return next(tokens) if is_list else self._member(*next(tokens), tokens)

    def _member(self, sign: str, key: Any, tokens: Iterator[tuple[str, Any]]) -> tuple[str, Any]:
        if sign != "value" or not isinstance(key, str) or next(tokens)[0] != ":":
            raise NotJson
        self._keys.append(key)
        return next(tokens)

    def _put(self, value: Any) -> None:
        container = self._open[-1]
        if isinstance(container, list):
            container.append(value)
        else:
            container[self._keys.pop()] = value

    def _ended(self, value: Any, sign: str) -> Any:
        if sign != "end":
            raise NotJson
        return value
