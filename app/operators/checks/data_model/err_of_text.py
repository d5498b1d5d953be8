"""Error values that are made or raised the wrong way."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.errors import is_caught, raised
from app.operators.checks.editing import Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_PLAIN = {"str", "bytes", "int", "float", "dict", "list", "tuple", "None"}


def check(operator: Operator) -> Iterator[Found]:
    """``raise Err("text")``, ``raise types.Error("text")`` and ``raise Err``, where the interface has error values."""
    if not operator.api_version.has_errors:
        return
    for module in operator.modules.values():
        for node, full in raised(module):
            if is_caught(module, node):
                continue
            if full == "@types.Error":
                yield _found(module, node, "types.Error is a plain value and cannot be raised", "wrap")
            elif full == "@Err":
                yield from _of_err(operator, module, node)


def fix(edit: Edit, found: Found) -> None:
    """``Err`` around a ``types.Error`` around the text."""
    node, error = found.node.exc, edit.spell("@types.Error")
    if found.detail == "wrap":
        edit.expression(node, f"{edit.spell('@Err')}({edit.code(node)})")
        return
    inner = node.args[0]
    code = edit.code(inner) if found.detail == "text" else f"str({edit.code(inner)})"
    edit.expression(inner, f"{error}({code})")


def _of_err(operator: Operator, module: Module, node: ast.Raise) -> Iterator[Found]:
    call = node.exc
    if not isinstance(call, ast.Call) or not (call.args or call.keywords):
        yield _found(module, node, "Err needs to be told what went wrong", None)
    elif len(call.args) == 1 and not call.keywords:
        way = _way(operator, module, call.args[0])
        if way is not None:
            yield _found(module, node, "Err must hold a types.Error and no other value", way)


def _way(operator: Operator, module: Module, inner: ast.expr) -> str | None:
    """How the value becomes text; None where it may be an error already."""
    kind = operator.values.of(module, inner)
    if kind == "str":
        return "text"
    if kind in _PLAIN or _is_exception(module, inner):
        return "str"
    return None


def _is_exception(module: Module, node: ast.expr) -> bool:
    """``ValueError("…")``, or the name that ``except … as`` gave; that of a host's error may be passed on."""
    if isinstance(node, ast.Call):
        name = (module.qualified(node.func) or "").removeprefix("builtins.")
        return name.endswith(("Error", "Exception")) and not name.startswith("@")
    handlers = (outer for outer in module.around(node) if isinstance(outer, ast.ExceptHandler))
    return isinstance(node, ast.Name) and any(handler.name == node.id for handler in handlers)


def _found(module: Module, node: ast.Raise, fault: str, way: str | None) -> Found:
    words = {"code": module.source(node), "fault": fault}
    return Found(module.place(node), words, fixable=way is not None, node=node, detail=way)


RULE = Rule(
    code="err-of-text",
    severity=Severity.ERROR,
    sentence="{code} ends the whole instance: {fault}.",
    help='Write raise types.Err(types.Error("what went wrong")). The graph then drops this one message, logs the text '
    "and goes on.",
    check=check,
    fix=fix,
)
