"""What is raised, and whether the same function catches it again."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.module import Module

_SWEEPING = {"builtins.Exception", "builtins.BaseException", "@Err"}


def raised(module: Module) -> Iterator[tuple[ast.Raise, str]]:
    """Every ``raise`` of something that has a full name, with it."""
    for node in module.all(ast.Raise):
        what = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        full = module.qualified(what)
        if full is not None:
            yield node, full


def is_caught(module: Module, node: ast.Raise) -> bool:
    """Whether a ``try`` of the same function catches ``Err``: then it never reaches the graph from here."""
    inner: ast.AST = node
    for outer in module.around(node):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            return False
        handlers = outer.handlers if isinstance(outer, ast.Try | ast.TryStar) and inner in outer.body else []
        if any(_catches(module, handler.type) for handler in handlers):
            return True
        inner = outer
    return False


def _catches(module: Module, node: ast.expr | None) -> bool:
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return node is None or any(module.qualified(part) in _SWEEPING for part in parts)
