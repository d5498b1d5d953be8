"""Handlers that catch everything and let the message go on as if nothing had happened."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.environment.guards import WIDE, names
from app.operators.checks.environment.reach import Phase, reach_of
from app.operators.checks.flow import falls_off, own_nodes, returns
from app.operators.checks.module import Function, Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Place, Rule, Severity

_TELLING = ("@logger.", "@metrics.", "logging.", "traceback.", "warnings.", "builtins.print")
_TELLING_NAMES = ("log", "count", "print", "report", "metric")
_LOOPS = (ast.For, ast.AsyncFor, ast.While)


def check(operator: Operator) -> Iterator[Found]:
    """In process, and in the functions that it leads to."""
    process = operator.methods.get("process")
    init = operator.methods.get("init")
    for module in operator.modules.values():
        for handler in module.all(ast.ExceptHandler):
            function = module.function_of(handler)
            if function is None or not WIDE & set(names(module, handler.type)):
                continue
            if init is not None and function is init.node:
                continue
            is_process = process is not None and function is process.node
            if not _swallows(module, function, handler, is_process=is_process):
                continue
            reach = reach_of(operator)
            if Phase.RUN in reach.at(module, handler):
                yield Found(_head(module, handler))


def _swallows(module: Module, function: Function, handler: ast.ExceptHandler, *, is_process: bool) -> bool:
    """Whether its answer is an unchanged argument, or it only tells and goes on to such an answer."""
    inside = [node for node in returns(function) if handler in module.around(node)]
    if inside:
        return not falls_off(handler.body) and all(_gives_argument(function, node) for node in inside)
    if not all(_only_tells(module, statement) for statement in handler.body):
        return False
    around = [outer for outer in module.around(handler) if outer is not function]
    trial = module.parents[handler]
    if any(isinstance(outer, _LOOPS) for outer in around) or _tries_only_to_tell(module, trial):
        return False
    later = [node for node in returns(function) if node.lineno > (handler.end_lineno or 0)]
    return bool(later) and all(
        _gives_argument(function, node) or (is_process and isinstance(node.value, ast.Constant)) for node in later
    )


def _gives_argument(function: Function, node: ast.Return) -> bool:
    """``return message``, where the function has not given that name another value."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    named = {one.arg for one in arguments} - {"self", "cls"}
    stored = {one.id for one in own_nodes(function) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    return isinstance(node.value, ast.Name) and node.value.id in named - stored


def _only_tells(module: Module, statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Pass):
        return True
    if not isinstance(statement, ast.Expr):
        return False
    return isinstance(statement.value, ast.Constant) or _is_telling(module, statement.value)


def _is_telling(module: Module, node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return False
    full = module.qualified(node.func)
    if full is not None:
        return full.startswith(_TELLING)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in {"debug", "info", "warning", "warn", "error", "exception", "critical"} or any(
        part in name.lower() for part in _TELLING_NAMES
    )


def _tries_only_to_tell(module: Module, trial: ast.AST) -> bool:
    """A log or a metric that fails is no reason to lose a message."""
    body: list[ast.stmt] = getattr(trial, "body", [])
    return all(isinstance(one, ast.Expr) and _is_telling(module, one.value) for one in body)


def _head(module: Module, handler: ast.ExceptHandler) -> Place:
    """The line that says what is caught."""
    place = module.place(handler)
    end = len(module.lines[handler.lineno - 1].rstrip()) + 1
    return Place(place.path, place.line, place.column, place.line, end)


RULE = Rule(
    code="swallowed-error",
    severity=Severity.WARNING,
    sentence="Every error ends here and the message goes on as if nothing had happened, so a mistake in the code is "
    "easily missed.",
    help="Catch only what bad input raises, such as ValueError. Under API version 1.1.0 answer it with "
    'raise types.Err(types.Error("what is wrong")), which drops this one message and logs the text. Under 1.0.0, which '
    "has no error value, log it and return what the next operator can tell apart.",
    check=check,
)
