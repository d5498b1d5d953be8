"""Whether a method can come to its end without returning, with calls that never return taken into account."""

from __future__ import annotations

import ast
import copy

from app.operators.checks.flow import falls_off, own_nodes, returns
from app.operators.checks.interface.cases import ends_in_all_cases
from app.operators.checks.module import Function, Module
from app.operators.checks.operator import Method, Operator

_NEVER_RETURN = {"sys.exit", "os._exit", "os.abort", "builtins.exit", "builtins.quit", "typing.assert_never"}
_NO_VALUE = {"typing.NoReturn", "typing.Never"}


def reaches_end(operator: Operator, method: Method) -> bool:
    """Whether control can reach the end of a method's body."""
    if not falls_off(method.node.body):
        return False
    stops = {_position(node) for node in own_nodes(method.node) if _never_goes_on(operator, method, node)}
    if not stops:
        return True
    changed = copy.deepcopy(method.node)
    _Stopped(stops).visit(changed)
    return falls_off(changed.body)


class _Stopped(ast.NodeTransformer):
    """Puts a raise behind what never goes on, so that the flow ends there."""

    def __init__(self, stops: set[tuple[int, int, str]]) -> None:
        self._stops = stops

    def visit(self, node: ast.AST) -> ast.AST | list[ast.AST]:
        found = self.generic_visit(node)
        return [found, ast.Raise()] if isinstance(node, ast.stmt) and _position(node) in self._stops else found


def _position(node: ast.AST) -> tuple[int, int, str]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0), type(node).__name__


def _never_goes_on(operator: Operator, method: Method, node: ast.AST) -> bool:
    """A call that always raises, or a choice among all cases of a variant that ends in each of them."""
    if isinstance(node, ast.Assert):
        return isinstance(node.test, ast.Constant) and not node.test.value
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        return _never_returns(operator, method, node.value.func)
    return ends_in_all_cases(method.module, node)


def _never_returns(operator: Operator, method: Method, called: ast.expr) -> bool:
    full = method.module.qualified(called)
    if full in _NEVER_RETURN:
        return True
    found = _function(operator, method, called, full)
    if found is None or isinstance(found[1], ast.AsyncFunctionDef):
        return False
    module, function = found
    makes_generator = any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(function))
    only_raises = not falls_off(function.body) and not returns(function) and not makes_generator
    return only_raises or module.qualified(function.returns) in _NO_VALUE


def _function(operator: Operator, method: Method, called: ast.expr, full: str | None) -> tuple[Module, Function] | None:
    """A function or a method of the project that a call names."""
    module, body = method.module, method.module.tree.body
    name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "self":
        body = method.owner.body
    elif full is not None:
        owner = next((one for one in operator.modules.values() if f"{one.name}.{name}" == full), None)
        module, body = (owner, owner.tree.body) if owner is not None else (module, [])
    elif not isinstance(called, ast.Name):
        return None
    found = [item for item in body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) and item.name == name]
    return (module, found[0]) if len(found) == 1 else None
