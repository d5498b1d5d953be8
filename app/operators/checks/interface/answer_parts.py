"""The expressions that decide what a return statement gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.operator import Method


def number_of(value: ast.expr) -> int | float | None:
    """The number that an expression writes down; None for anything else, also for True and False."""
    if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.USub):
        found = number_of(value.operand)
        return None if found is None else -found
    is_number = isinstance(value, ast.Constant) and type(value.value) in {int, float}
    return value.value if is_number else None  # type: ignore[attr-defined]


def parts(method: Method, value: ast.expr | None) -> Iterator[ast.expr]:
    """Both sides of a conditional expression; the constants behind a variable that only serves to be returned."""
    if isinstance(value, ast.IfExp):
        yield from parts(method, value.body)
        yield from parts(method, value.orelse)
    elif isinstance(value, ast.Name) and (constants := _constants(method, value.id)):
        yield from constants
    elif value is not None:
        yield value


def _constants(method: Method, name: str) -> list[ast.expr]:
    """The numbers, True and False that are all that a variable gets; nothing where it is used otherwise too."""
    parameters = {argument.arg for argument in ast.walk(method.node.args) if isinstance(argument, ast.arg)}
    if name in parameters:
        return []
    found: list[ast.expr] = []
    for node in ast.walk(method.node):
        if isinstance(node, ast.Global | ast.Nonlocal) and name in node.names:
            return []
        if isinstance(node, ast.Name) and node.id == name:
            value = _given(method, node)
            if isinstance(node.ctx, ast.Store) and value is not None:
                found.append(value)
            elif not (isinstance(node.ctx, ast.Load) and _is_returned(method, node)):
                return []
    return found


def _given(method: Method, name: ast.Name) -> ast.expr | None:
    """The constant that an assignment gives a name."""
    outer = method.module.parents.get(name)
    if not isinstance(outer, ast.Assign | ast.AnnAssign) or outer.value is None:
        return None
    if isinstance(outer, ast.Assign) and len(outer.targets) != 1:
        return None
    is_truth = isinstance(outer.value, ast.Constant) and isinstance(outer.value.value, bool)
    return outer.value if is_truth or number_of(outer.value) is not None else None


def _is_returned(method: Method, name: ast.Name) -> bool:
    inner: ast.AST = name
    for outer in method.module.around(name):
        if isinstance(outer, ast.Return):
            return method.module.function_of(outer) is method.node
        if not isinstance(outer, ast.IfExp) or inner is outer.test:
            return False
        inner = outer
    return False
