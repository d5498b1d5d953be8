"""A branch that numbers its arms."""

from __future__ import annotations

from collections.abc import Iterator

from app.operators.checks.editing import Edit
from app.operators.checks.interface.answer_parts import number_of
from app.operators.checks.interface.answers import Answer, answers
from app.operators.checks.interface.methods import returning_methods
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity
from app.operators.kinds import Kind


def check(operator: Operator) -> Iterator[Found]:
    """Every integer that ``process`` of a branch answers."""
    for name, method in returning_methods(operator):
        if operator.kind is Kind.BRANCH and name == "process":
            for answer in answers(operator, method):
                if answer.kind == "int":
                    yield _found(answer)


def fix(edit: Edit, found: Found) -> None:
    """0 and 1 are what they count as."""
    edit.expression(found.node, str(bool(number_of(found.node))))


def _found(answer: Answer) -> Found:
    module, number = answer.method.module, number_of(answer.value)
    words = {"given": module.source(answer.value), "effect": _effect(number)}
    return Found(module.place(answer.value), words, fixable=number in {0, 1}, node=answer.value)


def _effect(number: float | None) -> str:
    if number is None:
        return "0 takes the arm False and every other number the arm True; a branch has two arms"
    if number in {0, 1}:
        return f"{number} counts as {bool(number)} and takes the arm {bool(number)}"
    return f"{number} counts as true, so it takes the arm True together with 1; a branch has two arms"


RULE = Rule(
    code="branch-returns-integer",
    severity=Severity.WARNING,
    sentence="This branch answers {given}, an integer: {effect}.",
    help="Answer True or False. For a third way, put another branch behind one of the arms.",
    check=check,
    fix=fix,
)
