"""An ``init`` that gives no answer, which means no."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from app.operators.checks.editing import Edit
from app.operators.checks.flow import returns
from app.operators.checks.interface.answers import answers
from app.operators.checks.interface.endings import reaches_end
from app.operators.checks.interface.endings_fix import append_return
from app.operators.checks.interface.methods import returning_methods
from app.operators.checks.operator import Method, Operator
from app.operators.checks.rule import Found, Rule, Severity


def check(operator: Operator) -> Iterator[Found]:
    """Its end, where that can be reached, and every return without a value."""
    method = dict(returning_methods(operator)).get("init")
    if method is None:
        return
    severity = Severity.WARNING if _may_answer_true(operator, method) else Severity.ERROR
    module, often = method.module, "sometimes" if severity is Severity.WARNING else "always"
    if reaches_end(operator, method):
        yield Found(module.head(method.node), _words("can end without a return", often), severity, True, method.node)
    for statement in _bare(operator, method):
        is_last = statement is method.node.body[-1]
        words = _words(f"says {module.source(statement)}", often)
        yield Found(module.place(statement), words, severity, is_last, statement)


def fix(edit: Edit, found: Found) -> None:
    """Answer True at the end."""
    if isinstance(found.node, ast.Return):
        edit.replace(edit.at(found.node, cst.Return), cst.Return(cst.Name("True")))
    else:
        append_return(edit, found.node, "True")


def _words(what: str, often: str) -> dict[str, object]:
    ending = "the operator does not start" if often == "always" else "the operator then does not start"
    return {"what": what, "ending": ending}


def _may_answer_true(operator: Operator, method: Method) -> bool:
    return any(not _is_false(answer.value, answer.kind) for answer in answers(operator, method))


def _is_false(value: ast.expr, kind: str | None) -> bool:
    return kind == "None" or (isinstance(value, ast.Constant) and not value.value)


def _bare(operator: Operator, method: Method) -> list[ast.Return]:
    nothing = {answer.statement for answer in answers(operator, method) if answer.kind == "None" and answer.is_whole}
    return [statement for statement in returns(method.node) if statement.value is None or statement in nothing]


RULE = Rule(
    code="init-returns-nothing",
    severity=Severity.ERROR,
    sentence="init {what}, which counts as False: {ending}.",
    help="Return True where the operator is ready, and False only to refuse its configuration.",
    check=check,
    fix=fix,
)
