"""All findings of a project, in one list without repetitions."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from app.kit.text import printable, truncate
from app.operators.checks.catalogue import rules
from app.operators.checks.module import lines
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Finding, Place, Rule, Severity, finding
from app.operators.checks.sources import NEWER

MOST_FINDINGS = 200
_MOST_MESSAGE = 400
UNCHECKED = "check-left-out"
HELP = {UNCHECKED: "Nothing needs to be done. Simplify the code if you want it checked by this rule too."}


_RANK = {Severity.INFORMATION: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def own_findings(operator: Operator) -> list[Finding]:
    """What our own rules find."""
    return [one for rule in rules() for one in _of_rule(rule, operator)]


def merged(own: list[Finding], of_tools: list[Finding]) -> list[Finding]:
    """Sorted by place. What our rules say of a line is not said once more by a tool, unless the tool is more severe."""
    unread = {one.place.path for one in of_tools if one.code == "syntax-error"}
    kept = [one for one in own if not (one.code == NEWER and one.place.path in unread)]
    kept += [one for one in of_tools if not any(_says_it(ours, one) for ours in own)]
    return sorted({(one.code, one.place, one.message): one for one in kept}.values(), key=_order)


def _says_it(ours: Finding, other: Finding) -> bool:
    """Rules that only inform say nothing in a tool's place."""
    same_line = (ours.place.path, ours.place.line) == (other.place.path, other.place.line)
    return same_line and ours.severity is not Severity.INFORMATION and _RANK[ours.severity] >= _RANK[other.severity]


def identified(findings: list[Finding], files: Mapping[str, str | None]) -> dict[str, Finding]:
    """Findings by an id that stays the same while their line and those of their kind before it do."""
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[str, Finding] = {}
    for one in findings:
        number = seen[one.code, one.place.path]
        seen[one.code, one.place.path] += 1
        line = line_of(one, files)
        key = "\0".join([one.code, one.place.path, str(number), line])
        found[hashlib.sha256(key.encode(errors="replace")).hexdigest()[:16]] = one
    return found


def line_of(one: Finding, files: Mapping[str, str | None]) -> str:
    """The text of the line that a finding is about; empty where it is about no line."""
    number, text = one.place.line, files.get(one.place.path)
    return lines(text)[number - 1].strip() if number and text and number <= len(lines(text)) else ""


def as_json(number: str, one: Finding) -> dict[str, Any]:
    """A finding as the API's diagnostic."""
    return {
        "id": number,
        "code": one.code,
        "severity": one.severity.value,
        "path": one.place.path,
        "line": one.place.line,
        "column": one.place.column,
        "end_line": one.place.end_line,
        "end_column": one.place.end_column,
        "message": truncate(printable(one.message), _MOST_MESSAGE),
        "help": one.help,
        "fixable": one.fixable,
    }


def _of_rule(rule: Rule, operator: Operator) -> Iterator[Finding]:
    if rule.check is None:
        return
    try:
        yield from [finding(rule, found) for found in rule.check(operator)]
    except RecursionError:
        message = f"The code is nested too deeply for the check {rule.code}, so that check was left out."
        yield Finding(UNCHECKED, Severity.INFORMATION, Place(operator.place_of_entry().path), message, HELP[UNCHECKED])


def _order(one: Finding) -> tuple[str, int, int, str]:
    return one.place.path, one.place.line or 0, one.place.column or 0, one.code
