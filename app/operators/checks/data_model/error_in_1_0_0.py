"""The error value of API version 1.1.0 under 1.0.0, which has none."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.calls import short
from app.operators.checks.data_model.errors import is_caught, raised
from app.operators.checks.data_model.references import is_guarded, references
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity


def check(operator: Operator) -> Iterator[Found]:
    """``types.Error`` anywhere, and ``raise Err(…)``."""
    if operator.api_version.has_errors:
        return
    for module in operator.modules.values():
        told: set[int] = set()
        for node, full in raised(module):
            if full in {"@Err", "@types.Error"} and not is_caught(module, node):
                told.add(node.lineno)
                yield _found(module, node, module.source(node))
        for one in references(module, operator.bindings):
            if one.name == "@types.Error" and one.node.lineno not in told and not is_guarded(module, one):
                yield _found(module, one.node, short(one.name))


def _found(module: Module, node: ast.AST, code: str) -> Found:
    return Found(module.place(node), {"code": code})


RULE = Rule(
    code="error-in-1-0-0",
    severity=Severity.ERROR,
    sentence="{code}: API version 1.0.0 has no error value.",
    help="Under 1.0.0 answer a bad message with something ordinary, such as the message as it came, and log what was "
    "wrong; an exception ends the whole instance. Or make the project one of API version 1.1.0.",
    check=check,
)
