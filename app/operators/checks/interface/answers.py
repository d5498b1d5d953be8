"""What a method answers: each expression that a return statement can give."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from app.operators.checks.flow import own_nodes, returns
from app.operators.checks.interface.answer_parts import parts
from app.operators.checks.interface.expected import TYPES, call
from app.operators.checks.operator import Method, Operator

# Functions of the bindings and of Python that give nothing.
_NOTHING = {"@logger.log", "@metrics.add_to_counter", "@metrics.record_to_histogram", "builtins.print"}
_RESULTS = {"@Ok", "@Err"}


@dataclass(frozen=True)
class Answer:
    """``value`` stands in the return statement, or is a constant that a returned variable gets. ``kind`` is its kind of
    value (see ``values``), None where that is not sure.
    """

    method: Method
    statement: ast.Return
    value: ast.expr
    kind: str | None

    @property
    def is_whole(self) -> bool:
        """Whether it is all that the statement returns."""
        return self.statement.value is self.value


def answers(operator: Operator, method: Method) -> Iterator[Answer]:
    """Every answer in the order of the text; a constant that several statements return comes once."""
    seen: set[ast.expr] = set()
    for statement in returns(method.node):
        for value in parts(method, statement.value):
            if value not in seen:
                seen.add(value)
                yield Answer(method, statement, value, kind_of(operator, method, value))


def kind_of(operator: Operator, method: Method, value: ast.expr) -> str | None:
    """The kind of an answer. What a parameter is annotated with does not change what comes."""
    if isinstance(value, ast.Name):
        for role in call(operator, method.node.name).roles:
            argument = operator.role(method, role)
            if argument is not None and argument.arg == value.id:
                return None if is_rebound(method, value.id) else TYPES[role]
        if is_bound_out_of_sight(method, value.id):
            return None
    full = method.module.qualified(value.func) if isinstance(value, ast.Call) else None
    if full in _NOTHING or full in _RESULTS:
        return "None" if full in _NOTHING else full
    if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.USub):
        return kind_of(operator, method, value.operand)
    known = not any(_calls_own_method(operator, given) for given in [value, *_assigned(method, value)])
    return operator.values.of(method.module, value) if known else None


def is_bound_out_of_sight(method: Method, name: str) -> bool:
    """Whether a name may get its value from another function, or by a pattern."""
    for node in ast.walk(method.node):
        if isinstance(node, ast.Global | ast.Nonlocal) and name in node.names:
            return True
        if isinstance(node, ast.MatchAs | ast.MatchStar) and node.name == name:
            return True
        if isinstance(node, ast.MatchMapping) and node.rest == name:
            return True
    return False


def everything_assigned(method: Method, name: str) -> list[ast.expr]:
    """What a variable of a method gets; nothing where it may also come from elsewhere than plain assignments."""
    if is_bound_out_of_sight(method, name) or name in {argument.arg for argument in method.parameters}:
        return []
    stored = [one for one in own_nodes(method.node) if isinstance(one, ast.Name) and one.id == name and _is_stored(one)]
    values = _assigned(method, ast.Name(name, ast.Load()))
    return values if len(values) == len(stored) else []


def _is_stored(name: ast.Name) -> bool:
    return not isinstance(name.ctx, ast.Load)


def _assigned(method: Method, value: ast.expr) -> list[ast.expr]:
    """Everything that plain assignments give a name."""
    if not isinstance(value, ast.Name):
        return []
    return [
        node.value
        for node in own_nodes(method.node)
        if isinstance(node, ast.Assign) and value.id in {getattr(target, "id", None) for target in node.targets}
    ]


def _calls_own_method(operator: Operator, value: ast.expr) -> bool:
    """``self.encode(x)`` may be anything where the project itself has an ``encode``."""
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Attribute):
        return False
    name = value.func.attr
    return any(function.name == name for module in operator.modules.values() for function in module.functions)


def is_rebound(method: Method, name: str) -> bool:
    """Whether the body gives a name another value."""
    return any(
        isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
        for node in own_nodes(method.node)
    )
