"""Properties that are used like a dict."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.configuration import Configuration
from app.operators.checks.data_model.guards import asks, expects
from app.operators.checks.editing import Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_OF_LISTS = frozenset(dir(list))
_OF_DICTS = frozenset(dir(dict)) - _OF_LISTS


def check(operator: Operator) -> Iterator[Found]:
    """Methods of dicts, keys in brackets, and ``in``, which is never true for a key alone."""
    for module in operator.modules.values():
        configuration = Configuration(operator, module)
        yield from _attributes(module, configuration)
        yield from _keys(operator, module, configuration)
        yield from _membership(operator, module, configuration)


def fix(edit: Edit, found: Found) -> None:
    """A loop over ``items()`` needs no more than the list; everything else gets a dict."""
    node = found.node
    if isinstance(node, ast.Compare):
        edit.expression(node.comparators[0], f"dict({edit.code(node.comparators[0])})")
    elif found.detail is not None:
        edit.expression(found.detail, edit.code(node.value))
    else:
        edit.expression(node.value, f"dict({edit.code(node.value)})")


def _attributes(module: Module, configuration: Configuration) -> Iterator[Found]:
    for node in module.all(ast.Attribute):
        if node.attr in _OF_LISTS or not isinstance(node.ctx, ast.Load) or not configuration.is_properties(node.value):
            continue
        if not expects(module, node, "AttributeError") and not asks(module, node, node.value, node.attr):
            words = {"code": module.source(node), "fault": "so this fails"}
            yield Found(
                module.place(node), words, fixable=node.attr in _OF_DICTS, node=node, detail=_looped(module, node)
            )


def _keys(operator: Operator, module: Module, configuration: Configuration) -> Iterator[Found]:
    for node in module.all(ast.Subscript):
        if operator.values.of(module, node.slice) != "str" or not configuration.is_properties(node.value):
            continue
        if not expects(module, node, "TypeError") and not asks(module, node, node.value):
            words = {"code": module.source(node), "fault": "so this fails"}
            yield Found(module.place(node), words, fixable=isinstance(node.ctx, ast.Load), node=node)


def _membership(operator: Operator, module: Module, configuration: Configuration) -> Iterator[Found]:
    for node in module.all(ast.Compare):
        if len(node.ops) != 1 or not isinstance(node.ops[0], ast.In | ast.NotIn):
            continue
        if operator.values.of(module, node.left) == "str" and configuration.is_properties(node.comparators[0]):
            words = {"code": module.source(node), "fault": "and a name alone is never in it"}
            yield Found(module.place(node), words, Severity.WARNING, fixable=True, node=node)


def _looped(module: Module, node: ast.Attribute) -> ast.Call | None:
    """The call ``….items()``, where a loop runs over it."""
    call = module.parents.get(node)
    if node.attr != "items" or not isinstance(call, ast.Call) or call.args or call.keywords:
        return None
    outer = module.parents.get(call)
    return call if isinstance(outer, ast.For | ast.comprehension) and outer.iter is call else None


RULE = Rule(
    code="properties-not-a-dict",
    severity=Severity.ERROR,
    sentence="{code}: the properties are a list of (name, value) pairs and no dict, {fault}.",
    help="Loop over the pairs (for name, value in configuration.properties), or make a dict of them first: "
    'dict(configuration.properties).get("name").',
    check=check,
    fix=fix,
)
