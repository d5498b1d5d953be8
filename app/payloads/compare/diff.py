"""Differences for people: a tree for JSON, lines for text, rows of bytes for anything else."""

from dataclasses import dataclass
from typing import Any

from app.payloads.compare import contents, json_reading, quantities, texts
from app.payloads.compare.contents import Content
from app.payloads.compare.json_reading import NotJson
from app.payloads.compare.line import Line
from app.payloads.compare.paths import Scope, parse
from app.payloads.compare.text_diff import hexdump, lines
from app.payloads.compare.tree_diff import tree

__all__ = ["Diff", "Line", "hexdump", "lines", "payloads", "tree"]

Json = dict[str, Any]


@dataclass(frozen=True)
class Diff:
    """``form`` is tree, text or hex; no lines mean that nothing differs that is looked at."""

    form: str
    lines: list[Line]


def payloads(expected: Any, actual: Content, rules: Json | None = None) -> Diff:
    """A payload against the one expected, both as in an expectation and a report; ``rules`` is the expectation, for its
    select, ignores and tolerance. Raises BadPath."""
    data, text = contents.expected_bytes(expected), actual.text()
    if data is not None or text is None:
        wanted = data if data is not None else _written(expected).encode(errors="replace")
        return Diff("hex", hexdump(wanted, actual.data()))
    try:
        there = json_reading.parse(text)
        wanted = json_reading.parse(expected) if isinstance(expected, str) else expected
    except NotJson:
        return Diff("text", lines(_written(expected), text))
    scope = _scope(rules or {})
    tolerance = quantities.exact((rules or {}).get("tolerance") or 0)
    return Diff("tree", tree(wanted, there, scope, tolerance) if scope else [])


def _scope(rules: Json) -> Scope | None:
    select = [parse(path) for path in rules["select"]] if rules.get("select") else None
    return Scope(select, [parse(path) for path in rules.get("ignores") or ()]).into("payload")


def _written(expected: Any) -> str:
    return expected if isinstance(expected, str) else texts.json_text(expected)
