"""What a rule is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.operators.checks.editing import Edit
    from app.operators.checks.operator import Operator


class Severity(StrEnum):
    """An error cannot work and stops a build; a warning works otherwise than it reads; the rest is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True)
class Place:
    """Where something stands: lines and columns count characters from 1, and the end is not included."""

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


@dataclass(frozen=True)
class Found:
    """One place that breaks a rule.

    ``words`` fill the rule's sentence. ``fixable`` says whether the rule's fix can mend this place. ``node`` is the ast
    node that the fix starts from; ``detail`` carries whatever else it needs to know.
    """

    place: Place
    words: Mapping[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    fixable: bool = False
    node: Any = None
    detail: Any = None


@dataclass(frozen=True)
class Rule:
    """One thing that can be wrong.

    ``sentence`` says what is the matter, with the words of a finding in braces; ``help`` says what to do.
    """

    code: str
    severity: Severity
    sentence: str
    help: str
    check: Callable[[Operator], Iterator[Found]] | None  # None where one of the tools finds it
    fix: Callable[[Edit, Found], None] | None = None
    fix_text: Callable[[str, Found], str] | None = None  # for files that cannot be parsed: old text in, new text out


@dataclass(frozen=True)
class Finding:
    """What the user is shown: a rule's sentence at a place."""

    code: str
    severity: Severity
    place: Place
    message: str
    help: str
    fixable: bool = False
    rule: Rule | None = None
    found: Found | None = None


def finding(rule: Rule, found: Found) -> Finding:
    """A rule's finding in words."""
    message = rule.sentence.format_map(dict(found.words))
    severity = found.severity or rule.severity
    fixable = found.fixable and (rule.fix is not None or rule.fix_text is not None)
    return Finding(rule.code, severity, found.place, message, rule.help, fixable, rule, found)
