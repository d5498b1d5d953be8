"""Whether code has asked before it tries, or is ready for a failure."""

from __future__ import annotations

import ast

from app.operators.checks.module import Module


def expects(module: Module, node: ast.AST, *errors: str) -> bool:
    """Whether a ``try`` around a node names one of these exceptions. A sweeping ``except Exception`` does not count."""
    inner = node
    for outer in module.around(node):
        handlers = outer.handlers if isinstance(outer, ast.Try | ast.TryStar) and inner in outer.body else []
        if any(_named(module, handler.type) & set(errors) for handler in handlers):
            return True
        inner = outer
    return False


def asks(module: Module, node: ast.AST, subject: ast.expr, attribute: str | None = None) -> bool:
    """Whether a condition around a node asks what the subject is (isinstance) or whether it has this attribute."""
    wanted = ast.dump(subject)
    return any(
        isinstance(outer, ast.If | ast.IfExp | ast.BoolOp | ast.While)
        and any(_is_question(module, part, wanted, attribute) for part in ast.walk(_condition(outer)))
        for outer in module.around(node)
    )


def _condition(node: ast.If | ast.IfExp | ast.BoolOp | ast.While) -> ast.expr:
    return node if isinstance(node, ast.BoolOp) else node.test


def _is_question(module: Module, node: ast.AST, wanted: str, attribute: str | None) -> bool:
    if not isinstance(node, ast.Call) or len(node.args) < 2 or ast.dump(node.args[0]) != wanted:
        return False
    full = module.qualified(node.func)
    if full == "builtins.hasattr":
        second = node.args[1]
        return isinstance(second, ast.Constant) and second.value == attribute
    return full == "builtins.isinstance"


def _named(module: Module, node: ast.expr | None) -> set[str]:
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return {(module.qualified(part) or "").removeprefix("builtins.") for part in parts}
