"""User properties given as plain texts."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.bindings import TEXT
from app.operators.checks.data_model.calls import given
from app.operators.checks.data_model.writing import wrapped
from app.operators.checks.editing import Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_PLAIN = {"str", "bytes"}
_ADDING = {"append": 0, "insert": 1}


def check(operator: Operator) -> Iterator[Found]:
    """Pairs of plain texts in ``MessageProperties([...])``, or added to ``user_properties``; a dict in their place."""
    for one in given(operator):
        if one.field == "user_properties":
            yield from _of_list(operator, one.module, one.value)
    for module in operator.modules.values():
        yield from _of_additions(operator, module)


def fix(edit: Edit, found: Found) -> None:
    """Wrap the texts one by one; a dict becomes a list of pairs."""
    node: ast.expr = found.node
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        texts = [f"({', '.join(_text(edit, part) or edit.code(part) for part in pair if part)})" for pair in pairs]
        edit.expression(node, f"[{', '.join(texts)}]")
        return
    for part in found.detail:
        if (text := _text(edit, part)) is not None:
            edit.expression(part, text)


def _text(edit: Edit, node: ast.expr) -> str | None:
    kind = edit.operator.values.of(edit.module, node)
    return wrapped(edit, node, kind, TEXT) if kind in _PLAIN else None


def _of_list(operator: Operator, module: Module, node: ast.expr) -> Iterator[Found]:
    if isinstance(node, ast.List | ast.Tuple):
        for pair in node.elts:
            yield from _of_pair(operator, module, pair)
    elif operator.values.of(module, node) == "dict":
        fixable = isinstance(node, ast.Dict) and None not in node.keys
        yield Found(module.place(node), {"kind": "a dict"}, fixable=fixable, node=node)


def _of_additions(operator: Operator, module: Module) -> Iterator[Found]:
    for call in module.all(ast.Call):
        if isinstance(call.func, ast.Attribute) and _is_user_properties(call.func.value):
            position = _ADDING.get(call.func.attr, len(call.args))
            for argument in call.args[position : position + 1]:
                yield from _of_pair(operator, module, argument)
            if call.func.attr == "extend" and call.args:
                yield from _of_list(operator, module, call.args[0])
    for adding in module.all(ast.AugAssign):
        if _is_user_properties(adding.target):
            yield from _of_list(operator, module, adding.value)


def _of_pair(operator: Operator, module: Module, node: ast.expr) -> Iterator[Found]:
    if isinstance(node, ast.Tuple) and len(node.elts) == 2:
        kinds = {operator.values.of(module, part) for part in node.elts}
        if kinds & _PLAIN:
            yield Found(module.place(node), {"kind": "plain text"}, fixable=True, node=node, detail=node.elts)


def _is_user_properties(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "user_properties"


RULE = Rule(
    code="user-properties",
    severity=Severity.ERROR,
    sentence="User properties are a list of pairs of types.BufferOrString_String, and this is {kind}.",
    help='Wrap both, name and value: (types.BufferOrString_String("name"), types.BufferOrString_String("value")).',
    check=check,
    fix=fix,
)
