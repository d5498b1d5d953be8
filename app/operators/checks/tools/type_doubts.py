"""Which of a type checker's complaints hold for an operator that runs, and which only for its annotations.

A checker sees what a name may hold, not in which order things happen: ``settings = None`` at the top of a module,
filled by ``init`` and used by ``process``, is good code, though it might be None as far as types tell. Such complaints
are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.operators.checks.rule import Place
from app.operators.checks.tools.running import Tool

_LONGEST = 2_000
# Classes of the bindings, which componentize-py writes; where one of them takes part, the types are right.
_OF_BINDINGS = re.compile(
    r"\b(?:Buffer|BufferOr(?:Bytes|String)_\w+|DataModel_\w+|MessageSchema_\w+|Message|MessageProperties|Snapshot"
    r"|Timestamp|Timespec|HybridLogicalClock|ModuleConfiguration|ModuleSchema|InlineSchema|Label|Level|Duration"
    r"|CounterValue_\w+|HistogramValue_\w+|SetOptions|SetConditions|StateStore\w+)\b"
)
# What the bindings say may be None, so that None has to be reckoned with: a message's content type and schema, and the
# answer of a state store that has no such key.
_MAY_BE_NONE = re.compile(r"\.(?:content_type|response)\b|\bBufferOrString_|\bMessageSchema_")
# Content that may be a buffer or plain; where that is told apart in no way at all, a rule of our own speaks.
_BUFFER_OR_PLAIN = re.compile(r"^Attribute `read` is not defined on `(?:bytes|str)` in union `[^`]*\bBuffer\b")
_METHOD = re.compile(r"`(?:[\w.]+\.)?(?:Map|Filter|Branch|Accumulate|Delay)\.(?:init|process)`")
_SEVERAL_LITERALS = re.compile(r"""Literal\[(?:"(?:[^"\\]|\\.)*"|[^\]",])*,""")
_FUNCTION = re.compile(r"`(?:[\w.]+\.)?(\w+)`")


@dataclass(frozen=True)
class Complaint:
    """One message of the checker. ``expected`` is the type it asks for, ``found`` the rest of it, ``code`` the text of
    the place."""

    rule: str
    words: str
    place: Place
    code: str
    expected: str
    found: str

    @staticmethod
    def of(rule: str, words: str, place: Place, code: str) -> Complaint:
        """A complaint from its parts, bounded."""
        short = words[:_LONGEST]
        match = re.search(r"[Ee]xpected `([^`]*)`", short)
        expected = match[1] if match else ""
        return Complaint(rule, short, place, code[:_LONGEST], expected, short.replace(f"`{expected}`", "``", 1))


def once(complaints: Iterable[Complaint]) -> Iterator[Complaint]:
    """One complaint for a place, and one in a file for a value whose shape was not looked at: each use repeats it."""
    seen: set[tuple[object, ...]] = set()
    for one in complaints:
        union = one.words.partition(" in union ")[2]
        same = (one.place.path, union) if union else (one.rule, one.place)
        if same not in seen:
            yield one
        seen.add(same)


def doubtful(tool: Tool, one: Complaint) -> bool:
    """Whether the code may well work all the same."""
    if one.rule == "missing-attribute":
        return _is_function(one) or _is_set_here(one) or _is_set_elsewhere(tool, one)
    if one.rule == "invalid-argument-type" and one.words.startswith("Method "):
        return True  # an index or a key, which may be of a wider type than it is
    if one.rule == "incompatible-method-override":
        return _METHOD.search(one.words) is None
    if one.rule == "invalid-assignment":
        return not _is_bare_value_in_record(one)
    if _may_be_none(one):
        return _MAY_BE_NONE.search(f"{one.code} {one.found}") is None
    if one.rule in {"missing-union-attribute", "unsupported-operator", "invalid-argument-type", "not-iterable"}:
        return _guesses(one)
    return False


def only_to_be_known(tool: Tool, one: Complaint) -> bool:
    """Whether it stops nothing by itself: it goes by an annotation of the operator's own, or by how the operator tells
    messages, pictures and bytes apart, for which there are ways that no checker understands."""
    if one.rule == "missing-union-attribute":
        return "Snapshot" in one.words or _BUFFER_OR_PLAIN.search(one.words) is not None
    if one.rule in {"invalid-explicit-return", "invalid-implicit-return"}:
        return _OF_BINDINGS.search(one.expected) is None
    if one.rule == "invalid-argument-type" and _OF_BINDINGS.search(one.expected) is None:
        match = _FUNCTION.search(one.words.partition(" is incorrect")[0])
        return match is not None and _has(tool, rf"\bdef {match[1]}\b")
    return False


def _is_function(one: Complaint) -> bool:
    """Functions may carry attributes that no type tells of."""
    return re.search(r"Function `|type `def |type `\(", one.words) is not None


def _is_set_here(one: Complaint) -> bool:
    """``cls.settings = {}``: Python lets a class or an object be given any attribute, declared or not."""
    return one.words.startswith("Unresolved attribute ") and _OF_BINDINGS.search(one.words) is None


def _is_set_elsewhere(tool: Tool, one: Complaint) -> bool:
    """A mixin or a base class may use what its subclasses have, and setattr may set anything."""
    match = re.match(r"Object of type `(?:Self@\w+|[A-Z]\w*)` has no attribute `(\w+)`", one.words)
    if match is None or _OF_BINDINGS.search(one.words) is not None:
        return False
    name = match[1]
    return _has(tool, rf"\bdef {name}\b|\b{name}\s*(?::|=(?!=))|[\"']{name}[\"']|\bsetattr\(|\b__dict__\b")


def _is_bare_value_in_record(one: Complaint) -> bool:
    """``message.payload = b"..."``, where a record of the bindings wants a wrapped value."""
    given, _, wanted = one.words.partition(" is not assignable to attribute ")
    return _OF_BINDINGS.search(wanted) is not None and _OF_BINDINGS.search(given) is None and "None" not in given


def _may_be_none(one: Complaint) -> bool:
    if one.rule == "missing-union-attribute":
        return " is not defined on `None` in union " in one.words
    if one.rule in {"not-subscriptable", "not-callable", "not-iterable"}:
        return "type `None`" in one.words
    if one.rule == "unsupported-operator" and re.search(r"objects? of types? `None`|and `None`", one.words):
        return True
    return re.search(r"None \||\| None", one.found) is not None


def _guesses(one: Complaint) -> bool:
    """Unions of other types come from a name that holds different things at different times; and containers are
    compared more strictly than Python uses them: list[int] is no list[float]."""
    if _OF_BINDINGS.search(one.words) is not None:
        return False
    strict = "[" in one.expected and "[" in one.found.replace("Literal[", "")
    return strict or " | " in one.found or _SEVERAL_LITERALS.search(one.found) is not None


def _has(tool: Tool, pattern: str) -> bool:
    wanted = re.compile(pattern)
    return any(wanted.search(line) for path in tool.paths for line in tool.source(path).lines)
