"""A filter or a branch that answers something else than True or False."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.editing import Edit
from app.operators.checks.interface.answer_parts import number_of
from app.operators.checks.interface.answers import Answer, answers
from app.operators.checks.interface.expected import BOOL, call
from app.operators.checks.interface.methods import returning_methods
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity
from app.operators.kinds import Kind

_SIZED = {"str", "bytes", "bytearray", "dict", "list", "tuple", "@properties"}
_RESULTS = {"@Ok", "@Err", "@Some"}


def check(operator: Operator) -> Iterator[Found]:
    """Answers of ``process`` that are surely not boolean; integers of a branch have a rule of their own."""
    for name, method in returning_methods(operator):
        if name == "process" and call(operator, name).answer == BOOL:
            for answer in answers(operator, method):
                if _is_wrong(operator, answer):
                    yield _found(operator, answer)


def fix(edit: Edit, found: Found) -> None:
    """0 and 1 are what they count as."""
    edit.expression(found.node, str(bool(number_of(found.node))))


def _is_wrong(operator: Operator, answer: Answer) -> bool:
    is_number_of_arm = operator.kind is Kind.BRANCH and answer.kind == "int"
    return answer.kind not in {None, BOOL, *_RESULTS} and not is_number_of_arm


def _found(operator: Operator, answer: Answer) -> Found:
    module, number = answer.method.module, number_of(answer.value)
    words = {"kind": operator.kind, "given": module.source(answer.value), "effect": _effect(answer)}
    fixable = number in {0, 1} and isinstance(number, int)
    return Found(module.place(answer.value), words, fixable=fixable, node=answer.value)


def _effect(answer: Answer) -> str:
    truth = _truth(answer.value)
    if answer.kind == "None":
        truth = False
    elif answer.kind not in {"int", "float", *_SIZED}:
        truth = True
    if truth is not None:
        return f"that counts as {truth}"
    return (
        "that counts as False where it is empty and as True otherwise"
        if answer.kind in _SIZED
        else ("0 counts as False and every other number as True")
    )


def _truth(value: ast.expr) -> bool | None:
    """What a written constant counts as."""
    if isinstance(value, ast.Constant):
        return bool(value.value)
    if isinstance(value, ast.Dict):
        return bool(value.keys)
    if isinstance(value, ast.List | ast.Tuple | ast.Set):
        return bool(value.elts)
    number = number_of(value)
    return None if number is None else bool(number)


RULE = Rule(
    code="returns-not-boolean",
    severity=Severity.WARNING,
    sentence="This {kind} answers {given}: {effect}.",
    help="Answer True or False. A filter and a branch only judge a message; it goes on as it came, and only a map can "
    "change it.",
    check=check,
    fix=fix,
)
