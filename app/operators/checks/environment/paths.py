"""Expressions that give a ``pathlib.Path``, and code that reads beside its own file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from app.operators.checks.module import Module

_CLASSES = frozenset({"pathlib.Path", "pathlib.PosixPath"})
_MAKERS = frozenset({"pathlib.Path.cwd", "pathlib.Path.home"})
_SAME_KIND = frozenset(
    {"absolute", "expanduser", "joinpath", "resolve", "with_name", "with_stem", "with_suffix", "parent"}
)
_DEEPEST = 8


def is_path(module: Module, node: ast.expr, depth: int = 0) -> bool:
    """Whether an expression surely gives a path of pathlib."""
    if depth > _DEEPEST:
        return False
    if isinstance(node, ast.Call):
        full = module.qualified(node.func)
        if full in _CLASSES or full in _MAKERS:
            return True
        return isinstance(node.func, ast.Attribute) and is_path(module, node.func, depth + 1)
    if isinstance(node, ast.Attribute):
        return node.attr in _SAME_KIND and is_path(module, node.value, depth + 1)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return is_path(module, node.left, depth + 1)
    if isinstance(node, ast.Name):
        values = list(_assigned(module, node))
        return bool(values) and all(value is not None and is_path(module, value, depth + 1) for value in values)
    return False


def beside_its_file(module: Module, node: ast.AST, depth: int = 0) -> bool:
    """Whether an expression is made from ``__file__``."""
    if depth > _DEEPEST:
        return False
    named = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
    return any(part.id == "__file__" for part in named) or any(
        value is not None and beside_its_file(module, value, depth + 1)
        for part in named
        for value in _assigned(module, part)
    )


def _assigned(module: Module, name: ast.Name) -> Iterator[ast.expr | None]:
    """What is assigned to a name in its function, else at the top level; None for what is not plain."""
    function = module.function_of(name)
    scopes = [function, None] if function is not None else [None]
    for scope in scopes:
        stored = _stored(module).get((scope, name.id), [])
        for node in stored:
            parent = module.parents[node]
            yield parent.value if isinstance(parent, ast.Assign | ast.AnnAssign) else None
        if stored or (scope is not None and _is_parameter(scope, name.id)):
            return


@lru_cache(maxsize=4)
def _stored(module: Module) -> dict[tuple[ast.AST | None, str], list[ast.Name]]:
    """Where each name of each scope is given a value."""
    found: dict[tuple[ast.AST | None, str], list[ast.Name]] = {}
    for node in module.all(ast.Name):
        if isinstance(node.ctx, ast.Store):
            found.setdefault((module.function_of(node), node.id), []).append(node)
    return found


def _is_parameter(function: ast.AST, name: str) -> bool:
    return any(isinstance(node, ast.arg) and node.arg == name for node in ast.walk(function))
