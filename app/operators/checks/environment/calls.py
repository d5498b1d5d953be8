"""Calls of functions that need what a component does not have."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping

from app.operators.checks.environment import guards
from app.operators.checks.environment.reach import Reach, reach_of
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Severity


def found_calls(
    operator: Operator, reasons: Mapping[str, str], errors: Collection[str], also: Collection[str] = ()
) -> Iterator[Found]:
    """Every call of the functions and classes in ``reasons`` (full name -> why it fails), and classes made from them.

    ``errors`` are what such a call raises: where code waits for one of these, nothing is found. ``also`` are exceptions
    that look as if they helped and do not.
    """
    for module in operator.modules.values():
        for node in _uses(module):
            full = module.qualified(node)
            if full is not None and full in reasons:
                reach = reach_of(operator)
                severity = judged(reach, module, node, errors, also)
                if severity is not None:
                    yield Found(module.place(node), {"call": module.source(node), "why": reasons[full]}, severity)


def judged(
    reach: Reach, module: Module, node: ast.AST, errors: Collection[str], also: Collection[str] = ()
) -> Severity | None:
    """An error where the code surely ends there, a warning where something catches it or nothing leads there."""
    if reach.never(module, node) or guards.expects(module, node, errors) or guards.asked_host(module, node):
        return None
    if guards.expects(module, node, guards.WIDE | set(also)) or not reach.at(module, node):
        return Severity.WARNING
    return Severity.ERROR


def _uses(module: Module) -> Iterator[ast.expr]:
    for call in module.all(ast.Call):
        yield call.func
    for node in module.all(ast.ClassDef):
        yield from node.bases
