"""Where two JSON values differ: without recursion, member by member, element by element.

The order of members never counts; numbers are compared as in quantities; True is not 1.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple

from app.payloads.compare import quantities
from app.payloads.compare.paths import Scope, written


class _Missing:
    """What is not there."""


MISSING: Final = _Missing()
_PLAIN = (str, int, float, type(None))


class Trail:
    """A way into a value, which shares its beginning with others."""

    __slots__ = ("before", "segment")

    def __init__(self, segment: str, before: "Trail | None" = None) -> None:
        self.before, self.segment = before, segment

    def into(self, segment: str) -> "Trail":
        """One step on."""
        return Trail(segment, self)

    def segments(self) -> list[str]:
        """From the beginning."""
        found: list[str] = []
        step: Trail | None = self
        while step is not None:
            found.append(step.segment)
            step = step.before
        return found[::-1]

    def text(self) -> str:
        """As a dot path."""
        return written(self.segments())


class Pair(NamedTuple):
    """Two values at one place, one of them perhaps MISSING."""

    at: Trail
    expected: Any
    actual: Any
    scope: Scope


def selected(pair: Pair) -> Iterator[Pair]:
    """The parts that are looked at and that one of the values has, each with a scope that is not partial."""
    waiting = [pair]
    while waiting:
        each = waiting.pop()
        if each.expected is MISSING and each.actual is MISSING:
            continue
        if each.scope.is_partial:
            waiting.extend(reversed([*_parts(each)]))
        else:
            yield each


def differing(pair: Pair, tolerance: Decimal) -> Iterator[Pair]:
    """The places where two values differ, of a pair whose scope is not partial."""
    stack = [iter([pair])]
    while stack:
        each = next(stack[-1], None)
        if each is None:
            stack.pop()
        elif isinstance(each.expected, dict) and isinstance(each.actual, dict):
            stack.append(_members(each))
        elif isinstance(each.expected, list) and isinstance(each.actual, list):
            stack.append(_elements(each))
        elif not _same(each.expected, each.actual, tolerance):
            yield each


def _members(pair: Pair) -> Iterator[Pair]:
    at, expected, actual, scope = pair
    for key, value in expected.items():
        other = actual.get(key, MISSING)
        if not _plainly_same(value, other) and (inner := scope.into(key)) is not None:
            yield Pair(at.into(key), value, other, inner)
    for key, value in actual.items():
        if key not in expected and (inner := scope.into(key)) is not None:
            yield Pair(at.into(key), MISSING, value, inner)


def _elements(pair: Pair) -> Iterator[Pair]:
    at, expected, actual, scope = pair
    for index in range(max(len(expected), len(actual))):
        value = expected[index] if index < len(expected) else MISSING
        other = actual[index] if index < len(actual) else MISSING
        if not _plainly_same(value, other) and (inner := scope.into(str(index))) is not None:
            yield Pair(at.into(str(index)), value, other, inner)


def _plainly_same(one: Any, other: Any) -> bool:
    """Most scalars and what is empty: they need no path."""
    if type(one) is not type(other):
        return False
    return bool(one == other) if isinstance(one, _PLAIN) else not one and not other


def _same(expected: Any, actual: Any, tolerance: Decimal) -> bool:
    if quantities.is_number(expected) and quantities.is_number(actual):
        return quantities.equal(expected, actual, tolerance)
    return type(expected) is type(actual) and bool(expected == actual)


def _parts(pair: Pair) -> Iterator[Pair]:
    """The members in which a part that is looked at may lie, of either value."""
    wanted = sorted(pair.scope.names or ())
    if pair.scope.names is None:
        both = (*names(pair.expected), *names(pair.actual))
        wanted = list(dict.fromkeys(both))
    for name in wanted:
        inner = pair.scope.into(name)
        if inner is not None:
            yield Pair(pair.at.into(name), member(pair.expected, name), member(pair.actual, name), inner)


def names(value: Any) -> Iterator[str]:
    """Of the members of an object, or the indices of a list; none of anything else."""
    if isinstance(value, dict):
        yield from value
    elif isinstance(value, list):
        yield from map(str, range(len(value)))


def member(value: Any, name: str) -> Any:
    """What an object or a list holds under a name or index, else MISSING."""
    if isinstance(value, dict):
        return value.get(name, MISSING)
    if isinstance(value, list) and name.isascii() and name.isdecimal() and str(int(name[:10])) == name:
        return value[int(name)] if int(name) < len(value) else MISSING
    return MISSING
