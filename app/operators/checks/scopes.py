"""What the statements of a function or of a file's top level bind to names."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from weakref import WeakKeyDictionary

from app.operators.checks.flow import own_nodes

Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Module
Binding = tuple[str, ast.expr | None]
_BOUND: WeakKeyDictionary[ast.AST, Mapping[str, list[ast.expr | None]]] = WeakKeyDictionary()


def bound(scope: Scope) -> Mapping[str, list[ast.expr | None]]:
    """Each name with every expression that it is given; None where no single expression tells, as in a loop.

    Parameters of the function itself are not in it; those of lambdas inside are, so that nobody takes them for others.
    """
    if scope not in _BOUND:
        found: dict[str, list[ast.expr | None]] = defaultdict(list)
        for node in own_nodes(scope):
            for name, value in _bindings(node):
                found[name].append(value)
        _BOUND[scope] = dict(found)
    return _BOUND[scope]


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, *, stars: bool = True) -> list[ast.arg]:
    """Every parameter, however it is given; without ``stars`` those that hold one value each."""
    given = function.args
    starred = [one for one in (given.vararg, given.kwarg) if one is not None and stars]
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *starred]


def _bindings(node: ast.AST) -> Iterator[Binding]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield from [(target.id, node.value)] if isinstance(target, ast.Name) else _unknown(target)
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and isinstance(node.target, ast.Name):
        yield node.target.id, node.value
    elif isinstance(node, ast.AugAssign | ast.For | ast.AsyncFor | ast.comprehension):
        yield from _unknown(node.target)
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        yield from _unknown(node.optional_vars)
    else:
        for name in _named(node):
            yield name, None


def _named(node: ast.AST) -> list[str]:
    """Names that stand in the tree as mere text."""
    if isinstance(node, ast.Global | ast.Nonlocal):
        return node.names
    if isinstance(node, ast.Lambda):
        return [argument.arg for argument in parameters(node)]
    if isinstance(node, ast.MatchMapping):
        return [node.rest] if node.rest else []
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        return [node.name] if node.name else []
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.partition(".")[0] for alias in node.names]
    return []


def _unknown(target: ast.expr) -> list[Binding]:
    names = (node for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    return [(node.id, None) for node in names]
