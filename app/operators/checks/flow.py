"""Where control can go inside a function."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from weakref import WeakKeyDictionary

_NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
# Nearly every rule asks for these of the same functions; they go with the tree.
_OWN: WeakKeyDictionary[ast.AST, tuple[ast.AST, ...]] = WeakKeyDictionary()


def falls_off(body: Sequence[ast.stmt]) -> bool:
    """Whether control can reach the end of these statements. A call is taken to return."""
    return all(_goes_on(statement) for statement in body)


def returns(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.Return]:
    """The return statements of a function itself, not of functions inside it."""
    return [node for node in own_nodes(function) if isinstance(node, ast.Return)]


def own_nodes(scope: ast.FunctionDef | ast.AsyncFunctionDef | ast.Module) -> tuple[ast.AST, ...]:
    """Everything in the body of a function or file, in the text's order.

    What stands inside a function, lambda or class in that body belongs to those.
    """
    if scope not in _OWN:
        _OWN[scope] = tuple(_walked(scope.body))
    return _OWN[scope]


def children(node: ast.AST) -> list[ast.AST]:
    """As ``ast.iter_child_nodes``, in half the time; without the marks for loading and storing, one of each a file."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST) and name != "ctx":
            found.append(value)
    return found


def _walked(body: Sequence[ast.stmt]) -> list[ast.AST]:
    found: list[ast.AST] = []
    waiting: list[ast.AST] = list(reversed(body))
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, _NESTED):
            waiting += reversed(children(node))
    return found


def _goes_on(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break):
        return False
    if isinstance(statement, ast.If):
        return falls_off(statement.body) or falls_off(statement.orelse)
    if isinstance(statement, ast.While):
        ends = not _is_true(statement.test) and falls_off(statement.orelse)
        return ends or _breaks(statement.body)
    if isinstance(statement, ast.For | ast.AsyncFor):
        return falls_off(statement.orelse) or _breaks(statement.body)
    if isinstance(statement, ast.With | ast.AsyncWith):
        return falls_off(statement.body)
    if isinstance(statement, ast.Try | ast.TryStar):
        return _try_goes_on(statement)
    if isinstance(statement, ast.Match):
        return _match_goes_on(statement)
    return True


def _try_goes_on(statement: ast.Try | ast.TryStar) -> bool:
    if not falls_off(statement.finalbody):
        return False
    undisturbed = falls_off([*statement.body, *statement.orelse])
    return undisturbed or any(falls_off(handler.body) for handler in statement.handlers)


def _match_goes_on(statement: ast.Match) -> bool:
    catches_all = any(case.guard is None and _is_wildcard(case.pattern) for case in statement.cases)
    return not catches_all or any(falls_off(case.body) for case in statement.cases)


def _is_wildcard(pattern: ast.pattern) -> bool:
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def _is_true(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant) and bool(test.value)


def _breaks(body: Sequence[ast.stmt]) -> bool:
    """Whether a break in here leaves the loop that this body belongs to."""
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Break):
            return True
        if isinstance(node, ast.For | ast.AsyncFor | ast.While):
            waiting.extend(node.orelse)  # a break in its body leaves the inner loop only
        elif not isinstance(node, _NESTED):
            waiting += children(node)
    return False
