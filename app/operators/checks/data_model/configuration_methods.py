"""Things asked of the configuration that it does not have."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.bindings import RECORDS
from app.operators.checks.data_model.configuration import Configuration
from app.operators.checks.data_model.guards import asks, expects
from app.operators.checks.editing import Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_HAS = frozenset(RECORDS["@types.ModuleConfiguration"])
_GETTERS = {"get", "get_parameter", "get_property", "get_value", "get_config"}
_KEYWORDS = ("name", "key", "parameter", "property", "default", "default_value")


def check(operator: Operator) -> Iterator[Found]:
    """Attributes of the configuration beside ``properties`` and ``module_schemas``, and keys in brackets."""
    for module in operator.modules.values():
        configuration = Configuration(operator, module)
        own = {node.attr for node in module.all(ast.Attribute) if isinstance(node.ctx, ast.Store)}
        nodes: list[ast.Attribute | ast.Subscript] = [*module.all(ast.Attribute), *module.all(ast.Subscript)]
        for node in nodes:
            if isinstance(node, ast.Attribute) and (node.attr in _HAS | own or node.attr.startswith("__")):
                continue
            if not isinstance(node.ctx, ast.Load) or not isinstance(node.value, ast.Name | ast.Attribute):
                continue
            if configuration.is_whole(node.value) and not _ready(module, node):
                words = {"code": module.source(node)}
                yield Found(module.place(node), words, fixable=_text(module, node) is not None, node=node)


def fix(edit: Edit, found: Found) -> None:
    """Look the property up in a dict of them."""
    text = _text(edit.module, found.node)
    edit.expression(_whole(edit.module, found.node), text or "")


def _ready(module: Module, node: ast.Attribute | ast.Subscript) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else "__getitem__"
    return expects(module, node, "AttributeError", "TypeError") or asks(module, node, node.value, name)


def _text(module: Module, node: ast.Attribute | ast.Subscript) -> str | None:
    """What to write instead; None where that is not sure."""
    properties = f"{_code(module, node.value)}.properties"
    if isinstance(node, ast.Subscript):
        return f"dict({properties})[{_code(module, node.slice)}]"
    if node.attr == "parameters":
        return properties
    call = module.parents.get(node)
    if node.attr not in _GETTERS or not isinstance(call, ast.Call) or call.func is not node:
        return None
    arguments = _arguments(module, call)
    return None if arguments is None else f"dict({properties}).get({', '.join(arguments)})"


def _arguments(module: Module, call: ast.Call) -> list[str] | None:
    """One or two arguments as they are written; dict.get takes them without names."""
    named = sorted(call.keywords, key=lambda one: _KEYWORDS.index(one.arg) if one.arg in _KEYWORDS else -1)
    values = [*call.args, *(one.value for one in named)]
    unknown = any(one.arg not in _KEYWORDS for one in named) or any(isinstance(one, ast.Starred) for one in values)
    if unknown or not 1 <= len(values) <= 2:
        return None
    return [_code(module, one) for one in values]


def _code(module: Module, node: ast.expr) -> str:
    return ast.get_source_segment(module.text, node) or ""


def _whole(module: Module, node: ast.Attribute | ast.Subscript) -> ast.expr:
    """The call where a method was asked for, else the node itself."""
    call = module.parents.get(node)
    is_getter = isinstance(node, ast.Attribute) and node.attr in _GETTERS
    return call if is_getter and isinstance(call, ast.Call) else node


RULE = Rule(
    code="configuration-methods",
    severity=Severity.ERROR,
    sentence="{code} fails: the configuration has properties and module_schemas, nothing else.",
    help="configuration.properties is a list of (name, value) pairs, both text. Take one with "
    'dict(configuration.properties).get("name", "default"). module_schemas is a list of the schemas handed over.',
    check=check,
    fix=fix,
)
