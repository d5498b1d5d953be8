"""Modules that a project imports only inside functions: the adapter loads them while the component is built."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.module import Module
from app.operators.checks.names import absolute
from app.operators.checks.operator import Operator


def lazy_imports(operator: Operator) -> list[str]:
    """Their dotted names, sorted; modules that top-level code imports by the same name are left out."""
    inside: set[str] = set()
    above: set[str] = set()
    for module in operator.modules.values():
        for node, names in imports(module):
            (above if module.runs_at_build(node) else inside).update(names)
    return sorted(inside - above)


def imports(module: Module) -> Iterator[tuple[ast.stmt | ast.Call, list[str]]]:
    """Every import of a module with the names that may have to be loaded for it.

    ``from a import b`` names ``a`` and ``a.b``, since only running it tells whether b is a module.
    """
    for node in module.all(ast.Import):
        yield node, [alias.name for alias in node.names]
    for item in module.all(ast.ImportFrom):
        base = absolute(item, module)
        if base != "__future__":
            yield item, [base, *(f"{base}.{alias.name}" for alias in item.names if alias.name != "*")]
    for call in module.all(ast.Call):
        if name := _called(module, call):
            yield call, [name]


def _called(module: Module, call: ast.Call) -> str | None:
    """``importlib.import_module("json")`` and ``__import__("json")``."""
    if module.qualified(call.func) not in {"importlib.import_module", "builtins.__import__"} or not call.args:
        return None
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None
