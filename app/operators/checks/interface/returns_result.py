"""Ok and Err that are returned: the bindings make a result out of a plain answer or a raised Err."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from app.operators.checks.editing import Edit
from app.operators.checks.interface.answers import Answer, answers
from app.operators.checks.interface.expected import BOOL, call
from app.operators.checks.interface.expressions import unwrap
from app.operators.checks.interface.methods import returning_methods
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity


def check(operator: Operator) -> Iterator[Found]:
    """In ``process`` and in ``init``."""
    for name, method in returning_methods(operator):
        for answer in answers(operator, method):
            if answer.kind in {"@Ok", "@Err"}:
                yield _found(operator, name, answer)


def fix(edit: Edit, found: Found) -> None:
    """``return Ok(x)`` gives x, ``return Err(x)`` raises it."""
    answer: Answer = found.detail
    if answer.kind == "@Ok":
        unwrap(edit, answer.value)
        return
    statement = edit.at(answer.statement, cst.Return)
    edit.replace(statement, cst.Raise(exc=statement.value, semicolon=statement.semicolon))


def _found(operator: Operator, name: str, answer: Answer) -> Found:
    is_boolean = call(operator, name).answer == BOOL
    kind = (answer.kind or "").removeprefix("@")
    can_raise = name == "process" and operator.api_version.has_errors and answer.is_whole
    fixable = _holds_one(answer.value) and (kind == "Ok" or can_raise)
    words = {"kind": kind, "method": name, "effect": "it counts as True" if is_boolean else "the operator ends there"}
    severity = Severity.WARNING if is_boolean else Severity.ERROR
    return Found(answer.method.module.place(answer.value), words, severity, fixable, answer.value, answer)


def _holds_one(value: ast.expr) -> bool:
    """Whether this is ``Ok(x)`` or ``Err(x)``, and not a variable that holds the result."""
    given = [*value.args, *(keyword.value for keyword in value.keywords)] if isinstance(value, ast.Call) else []
    return len(given) == 1 and not isinstance(given[0], ast.Starred)


RULE = Rule(
    code="returns-result",
    severity=Severity.ERROR,
    sentence="{method} returns {kind}(…), which is no answer: {effect}.",
    help="Return the plain value. To refuse a message, raise Err(types.Error(...)), which API version 1.1.0 has; under "
    "1.0.0 log the reason and give an ordinary answer.",
    check=check,
    fix=fix,
)
