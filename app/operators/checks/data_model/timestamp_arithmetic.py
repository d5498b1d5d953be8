"""Reckoning with the records that tell the time as if they were numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.clocks import is_clock
from app.operators.checks.data_model.guards import asks, expects
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_NUMERIC = {
    "builtins.int", "builtins.float", "builtins.round", "builtins.abs", "builtins.divmod", "builtins.sum",
    "builtins.hex", "datetime.datetime.fromtimestamp", "datetime.datetime.utcfromtimestamp", "datetime.timedelta",
    "time.gmtime", "time.localtime", "math.floor", "math.ceil",
}  # fmt: skip


def check(operator: Operator) -> Iterator[Found]:
    """Operators, comparisons by size, numeric functions and formats, and brackets."""
    for module in operator.modules.values():
        for node, operand in _uses(operator, module):
            if not expects(module, node, "TypeError", "AttributeError") and not asks(module, node, operand):
                words = {"code": module.source(node), "name": module.source(operand)}
                yield Found(module.place(node), words, _severity(node))


def _uses(operator: Operator, module: Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    for node in _expressions(module):
        for operand in _operands(operator, module, node):
            if is_clock(operator, module, operand):
                yield node, operand
                break


def _expressions(module: Module) -> Iterator[ast.expr]:
    yield from module.all(ast.BinOp)
    yield from module.all(ast.UnaryOp)
    yield from module.all(ast.Compare)
    yield from module.all(ast.Call)
    yield from module.all(ast.Subscript)
    yield from module.all(ast.FormattedValue)


def _operands(operator: Operator, module: Module, node: ast.expr) -> list[ast.expr]:
    """The parts of an expression that would have to be numbers."""
    if isinstance(node, ast.BinOp):
        is_format = isinstance(node.op, ast.Mod) and operator.values.of(module, node.left) in {"str", "bytes", None}
        return [] if is_format and not is_clock(operator, module, node.left) else [node.left, node.right]
    if isinstance(node, ast.UnaryOp):
        return [] if isinstance(node.op, ast.Not) else [node.operand]
    if isinstance(node, ast.Compare):
        return _compared(operator, module, node)
    if isinstance(node, ast.Call):
        return node.args[:1] if module.qualified(node.func) in _NUMERIC else []
    if isinstance(node, ast.FormattedValue):
        return [node.value] if node.format_spec is not None and node.conversion == -1 else []
    return [node.value] if isinstance(node, ast.Subscript) else []


def _compared(operator: Operator, module: Module, node: ast.Compare) -> list[ast.expr]:
    sides = [node.left, *node.comparators]
    if any(isinstance(one, _ORDER) for one in node.ops):
        return sides
    numbers = {"int", "float"}
    return sides if any(operator.values.of(module, side) in numbers for side in sides) else []


def _severity(node: ast.expr) -> Severity | None:
    """``timestamp == 0`` does not fail: it is merely never true."""
    is_equality = isinstance(node, ast.Compare) and not any(isinstance(one, _ORDER) for one in node.ops)
    return Severity.WARNING if is_equality else None


RULE = Rule(
    code="timestamp-arithmetic",
    severity=Severity.ERROR,
    sentence="{code}: {name} is a record and not a number.",
    help="The seconds since 1970 are in its field timestamp.secs and the nanoseconds in timestamp.nanos; counter tells "
    "events of the same instant apart. Reckon with those whole numbers.",
    check=check,
)
