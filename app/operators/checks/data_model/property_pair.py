"""Properties that are taken for objects with fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.configuration import Configuration, Loop
from app.operators.checks.data_model.guards import asks, expects
from app.operators.checks.editing import Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_OF_TEXT = frozenset(dir(str))
_OF_PAIRS = frozenset(dir(tuple))
_PARTS = {"name": "[0]", "key": "[0]", "value": "[1]", "default": "[1]"}
_WHOLE = {"name", "value", "default", "key"}


def check(operator: Operator) -> Iterator[Found]:
    """``param.name`` and the like, where a loop over the properties binds ``param``."""
    for module in operator.modules.values():
        for loop in Configuration(operator, module).loops():
            for name, is_pair in _bound(loop.target):
                for node, asked in _uses(loop, name):
                    if not expects(module, node, "AttributeError", "TypeError") and not asks(
                        module, node, node.value, asked
                    ):
                        yield _found(module, node, asked, is_pair)


def fix(edit: Edit, found: Found) -> None:
    """Text stays as it is; of a pair the part is taken that was meant."""
    node, suffix = found.node, found.detail
    edit.expression(node, edit.code(node.value) + suffix)


def _found(module: Module, node: ast.Attribute | ast.Subscript, asked: str, is_pair: bool) -> Found:
    kind = "a pair of texts (name, value)" if is_pair else "plain text"
    words = {"code": module.source(node), "name": module.source(node.value), "kind": kind}
    fixable = asked in (_PARTS if is_pair else _WHOLE)
    return Found(module.place(node), words, fixable=fixable, node=node, detail=_PARTS.get(asked) if is_pair else "")


def _bound(target: ast.expr) -> list[tuple[str, bool]]:
    if isinstance(target, ast.Name):
        return [(target.id, True)]
    if isinstance(target, ast.Tuple | ast.List) and len(target.elts) == 2:
        return [(part.id, False) for part in target.elts if isinstance(part, ast.Name)]
    return []


def _uses(loop: Loop, name: str) -> Iterator[tuple[ast.Attribute | ast.Subscript, str]]:
    """Where a field is asked of the loop's variable; nothing if the name is given something else in the loop."""
    inside = [node for part in loop.scope for node in ast.walk(part)]
    stored = [node for node in inside if isinstance(node, ast.Name) and node.id == name and _is_stored(node)]
    if len(stored) > _is_comprehension(loop):
        return
    for node in inside:
        if isinstance(node, ast.Attribute | ast.Subscript) and _is_name(node.value, name):
            asked = _asked(node)
            if asked is not None:
                yield node, asked


def _asked(node: ast.Attribute | ast.Subscript) -> str | None:
    if isinstance(node, ast.Subscript):
        key = node.slice
        return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None
    return None if node.attr in _OF_TEXT | _OF_PAIRS else node.attr


def _is_comprehension(loop: Loop) -> bool:
    return isinstance(loop.scope[0], ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)


def _is_stored(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


RULE = Rule(
    code="property-pair",
    severity=Severity.ERROR,
    sentence="{code} fails: {name} is {kind}.",
    help="A property is its name and its value, both text, and has no fields. Write "
    "for name, value in configuration.properties and use value as it is.",
    check=check,
    fix=fix,
)
