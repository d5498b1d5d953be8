"""Two JSON values as one tree, in which only what differs is unfolded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from app.payloads.compare import json_writing, texts
from app.payloads.compare.line import MAX_TEXT, Line, bounded
from app.payloads.compare.paths import Scope
from app.payloads.compare.values import MISSING, Pair, Trail, differing, member, names, selected

_MOST = 100  # differences
_MAX_DEPTH = 30  # of the tree; what lies deeper is listed without its way there
_SAME_SHOWN = 2  # neighbours that are the same, before they are only counted
_SAME_TEXT = 80


@dataclass
class _Node:
    """A place on the way to differences, or that of one; several lie deeper in it."""

    pairs: list[Pair] = field(default_factory=list)
    members: dict[str, "_Node"] = field(default_factory=dict)


def tree(expected: Any, actual: Any, scope: Scope | None = None, tolerance: Decimal = Decimal(0)) -> list[Line]:
    """The lines of the tree; none where nothing differs that is looked at. Both are JSON values."""
    pairs = selected(Pair(Trail(""), expected, actual, scope or Scope()))
    found = list(islice(chain.from_iterable(differing(pair, tolerance) for pair in pairs), _MOST + 1))
    if not found:
        return []
    root = _Node()
    for pair in found[:_MOST]:
        _place(root, pair)
    lines = list(islice(_unfolded("", root, expected, actual, 0), 2 * MAX_TEXT))
    more = [Line(0, " ", "… there are more differences")] if len(found) > _MOST else []
    return bounded(lines + more)


def _place(root: _Node, pair: Pair) -> None:
    """Put a difference where it belongs; one that lies too deep where the way to it leaves the tree."""
    node = root
    for segment in pair.at.segments()[1 : _MAX_DEPTH + 1]:
        node = node.members.setdefault(segment, _Node())
    node.pairs.append(pair)


def _unfolded(name: str, node: _Node, expected: Any, actual: Any, depth: int) -> Iterator[Line]:
    """At most _MAX_DEPTH calls deep."""
    for pair in node.pairs:
        deeper = len(pair.at.segments()) - 1 - depth
        yield from _difference(f"{name}… {deeper:,} levels deeper: " if deeper else name, pair, depth)
    if node.pairs:
        return
    is_list = isinstance(expected, list) or isinstance(actual, list)
    yield Line(depth, " ", f"{name}{'[' if is_list else '{'}")
    yield from _members(node, expected, actual, depth + 1)
    yield Line(depth, " ", "]" if is_list else "}")


def _members(node: _Node, expected: Any, actual: Any, depth: int) -> Iterator[Line]:
    members = list(dict.fromkeys((*names(expected), *names(actual))))
    same: list[str] = []
    for name in members:
        if name not in node.members:
            same.append(name)
            continue
        yield from _alike(same, expected, actual, depth)
        same = []
        inner = node.members[name]
        yield from _unfolded(_shown(name, expected, actual), inner, member(expected, name), member(actual, name), depth)
    yield from _alike(same, expected, actual, depth)


def _alike(alike: list[str], expected: Any, actual: Any, depth: int) -> Iterator[Line]:
    """Members that are the same or not looked at."""
    if len(alike) > _SAME_SHOWN:
        yield Line(depth, " ", f"… {len(alike):,} that are the same or not compared")
        return
    for name in alike:
        value = member(expected, name)
        held = member(actual, name) if value is MISSING else value
        yield Line(depth, " ", _shown(name, expected, actual) + texts.shown(json_writing.beginning(held, _SAME_TEXT)))


def _difference(name: str, pair: Pair, depth: int) -> Iterator[Line]:
    expected, actual = pair.expected, pair.actual
    if isinstance(expected, str) and isinstance(actual, str):
        at = texts.first_difference(expected, actual)
        expected, actual = (texts.excerpt(each, at, MAX_TEXT // 2) for each in (expected, actual))
    for sign, value in (("-", expected), ("+", actual)):
        if value is not MISSING:
            yield Line(depth, sign, name + texts.shown(json_writing.beginning(value, MAX_TEXT)))


def _shown(name: str, expected: Any, actual: Any) -> str:
    """The name of a member before its value; elements of lists have their index."""
    is_list = isinstance(expected, list) or isinstance(actual, list)
    return f"{name}: " if is_list else f"{texts.shown(json_writing.scalar(name, _SAME_TEXT))}: "
