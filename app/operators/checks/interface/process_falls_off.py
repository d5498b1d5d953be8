"""A ``process`` that gives no answer."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.editing import Edit
from app.operators.checks.flow import returns
from app.operators.checks.interface.answers import is_rebound
from app.operators.checks.interface.endings import reaches_end
from app.operators.checks.interface.endings_fix import append_return
from app.operators.checks.interface.expected import BOOL, call
from app.operators.checks.interface.methods import returning_methods
from app.operators.checks.operator import Method, Operator
from app.operators.checks.rule import Found, Rule, Severity
from app.operators.kinds import Kind


def check(operator: Operator) -> Iterator[Found]:
    """Its end, where that can be reached, and every return without a value."""
    method = dict(returning_methods(operator)).get("process")
    if method is None:
        return
    module, severity = method.module, _severity(operator, method)
    effect = _effect(operator)
    if reaches_end(operator, method):
        words = {"what": "can end without a return", "effect": effect}
        passes_on = _message_to_pass_on(operator, method)
        yield Found(module.head(method.node), words, severity, passes_on is not None, method.node, passes_on)
    for statement in returns(method.node):
        if not _answers(operator, statement):
            yield Found(module.place(statement), {"what": "returns nothing here", "effect": effect}, severity)


def fix(edit: Edit, found: Found) -> None:
    """Let the message go on as it came."""
    append_return(edit, found.node, found.detail)


def _severity(operator: Operator, method: Method) -> Severity:
    """An error only where no message can ever be answered."""
    answers = any(_answers(operator, statement) for statement in returns(method.node))
    is_lost = not answers and call(operator, "process").answer != BOOL
    return Severity.ERROR if is_lost else Severity.WARNING


def _answers(operator: Operator, statement: ast.Return) -> bool:
    """Whether a return gives something; of a written None other kinds have rules that tell what it counts as."""
    is_none = isinstance(statement.value, ast.Constant) and statement.value.value is None
    return statement.value is not None and not (is_none and operator.kind is Kind.DELAY)


def _effect(operator: Operator) -> str:
    if operator.kind is Kind.FILTER:
        return "that counts as False, and the message is dropped"
    if operator.kind is Kind.BRANCH:
        return "that counts as False, and the message takes the arm False"
    return "the operator ends there"


def _message_to_pass_on(operator: Operator, method: Method) -> str | None:
    """The message's name where a map shall go on with it.

    Only where other paths do answer: what they leave over is what the map has nothing to do with, and a map has to
    answer every message. Where no path answers, a result was forgotten, and passing the message on would hide that. A
    bare return is left alone too: whoever writes it wants to drop the message, which only a filter can. Of the other
    kinds none has an answer that changes nothing.
    """
    message = operator.role(method, "message")
    answers = any(_answers(operator, statement) for statement in returns(method.node))
    if operator.kind is not Kind.MAP or message is None or not answers or is_rebound(method, message.arg):
        return None
    return message.arg


RULE = Rule(
    code="process-falls-off",
    severity=Severity.WARNING,
    sentence="process {what}: {effect}.",
    help="Every message needs an answer on every path. A map gives the message itself where there is nothing to do.",
    check=check,
    fix=fix,
)
