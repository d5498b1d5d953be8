"""Every name of the bindings that a module uses or imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from app.operators.checks.data_model.guards import asks, expects
from app.operators.checks.module import Module
from app.operators.checks.names import absolute, canonical


@dataclass(frozen=True)
class Reference:
    """``name`` in full, such as ``@types.Message``; ``alias`` is set where an import statement names it."""

    node: ast.Attribute | ast.ImportFrom
    name: str
    alias: ast.alias | None = None


def references(module: Module, bindings: str) -> Iterator[Reference]:
    """Names in import statements first, then the longest chains of attributes that begin with an imported name."""
    for node in module.all(ast.ImportFrom):
        base = absolute(node, module)
        for alias in node.names:
            full = canonical(f"{base}.{alias.name}", bindings)
            if full.startswith("@") and alias.name != "*" and not _never_runs(module, node):
                yield Reference(node, full, alias)
    for chain in module.all(ast.Attribute):
        if not isinstance(module.parents.get(chain), ast.Attribute) and not _never_runs(module, chain):
            full = module.qualified(chain) or ""
            if full.startswith("@"):
                yield Reference(chain, full)


def is_guarded(module: Module, one: Reference) -> bool:
    """Whether the code asks for the name before, or is ready for its absence."""
    if expects(module, one.node, "AttributeError", "ImportError"):
        return True
    return isinstance(one.node, ast.Attribute) and asks(module, one.node, one.node.value, one.node.attr)


def _never_runs(module: Module, node: ast.AST) -> bool:
    """Below ``if TYPE_CHECKING``, and annotations that ``from __future__ import annotations`` keeps as text."""
    if module.function_of(node) is None and not module.runs_at_build(node):
        return True
    return _is_annotation(module, node) and any(one.module == "__future__" for one in module.all(ast.ImportFrom))


def _is_annotation(module: Module, node: ast.AST) -> bool:
    inner = node
    for outer in module.around(node):
        if isinstance(outer, ast.arg | ast.AnnAssign) and inner is outer.annotation:
            return True
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef) and inner is outer.returns:
            return True
        if isinstance(outer, ast.stmt):
            return False
        inner = outer
    return False
