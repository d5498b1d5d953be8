"""The values that code hands to the bindings: to their classes and functions, or straight into a record's field."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.operators.checks.data_model.bindings import CALLS, CLOCK, RECORDS, Fields
from app.operators.checks.flow import own_nodes
from app.operators.checks.module import Function, Module
from app.operators.checks.operator import Operator

_ROLES = {"message": "@types.DataModel", "staged": "@types.DataModel", "timestamp": CLOCK}
_DEEPEST = 5
# What ``.value`` of a data model gives is a message or a snapshot; no field has two meanings.
_FIELDS = {**RECORDS, "@value": {**RECORDS["@types.Snapshot"], **RECORDS["@types.Message"]}}


@dataclass(frozen=True)
class Call:
    """A call of a class or function of the bindings: its full name such as ``@types.Message``, and what it takes."""

    node: ast.Call
    name: str
    fields: Fields


@dataclass(frozen=True)
class Given:
    """A value where the bindings want one of a type: ``owner`` and ``field`` name the place, ``wanted`` the type.

    ``wanted`` ends with ``?`` where None will do.
    """

    module: Module
    owner: str
    field: str
    wanted: str
    value: ast.expr


def calls(module: Module) -> Iterator[Call]:
    """Every call of what the bindings declare."""
    for node in module.all(ast.Call):
        full = module.qualified(node.func)
        if full is not None and full in CALLS:
            yield Call(node, full, CALLS[full])


def given(operator: Operator) -> Iterator[Given]:
    """Every value handed over, also by ``dataclasses.replace`` and by assigning to a field."""
    for module in operator.modules.values():
        for call in calls(module):
            yield from _arguments(module, call.node, call.name, call.fields)
        yield from _replaced(operator, module)
        yield from _assigned(operator, module)


def kind_of(operator: Operator, module: Module, node: ast.expr, depth: int = 0) -> str | None:
    """As ``operator.values.of``, and also where fields of what a name holds are assigned to.

    ``message = message.value`` makes it the message from there on, which is where its fields are used.
    """
    if _is_of_lambda(module, node):
        return None
    if (known := operator.values.of(module, node)) is not None:
        return known
    if isinstance(node, ast.Name):
        return _of_name(operator, module, node, depth)
    if isinstance(node, ast.Attribute):
        owner = kind_of(operator, module, node.value, depth)
        if owner == "@types.DataModel" and node.attr == "value":
            return "@value"
        return _FIELDS.get(owner or "", {}).get(node.attr, "").removesuffix("?") or None
    return None


@lru_cache(maxsize=512)
def stores(function: Function) -> dict[str, list[ast.Name]]:
    """The names that a function binds, with every place. Kept, as nearly every rule asks for them."""
    found: dict[str, list[ast.Name]] = defaultdict(list)
    for node in own_nodes(function):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found[node.id].append(node)
    return dict(found)


def short(name: str) -> str:
    """A full name as people write it: ``types.Message``, and ``Err`` alone."""
    return name.removeprefix("@")


def _arguments(module: Module, call: ast.Call, name: str, fields: Fields) -> Iterator[Given]:
    for field, value in zip(fields, call.args, strict=False):
        if isinstance(value, ast.Starred):
            break
        yield Given(module, name, field, fields[field], value)
    for keyword in call.keywords:
        if keyword.arg is not None and keyword.arg in fields:
            yield Given(module, name, keyword.arg, fields[keyword.arg], keyword.value)


def _replaced(operator: Operator, module: Module) -> Iterator[Given]:
    for node in module.all(ast.Call):
        if module.qualified(node.func) == "dataclasses.replace" and node.args:
            yield from _changed(operator, module, node.args[0], node.keywords)


def _changed(operator: Operator, module: Module, old: ast.expr, keywords: list[ast.keyword]) -> Iterator[Given]:
    owner = kind_of(operator, module, old) or ""
    fields = _FIELDS.get(owner, {})
    for keyword in keywords:
        if keyword.arg is not None and keyword.arg in fields:
            yield Given(module, owner, keyword.arg, fields[keyword.arg], keyword.value)


def _assigned(operator: Operator, module: Module) -> Iterator[Given]:
    for node in module.all(ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute):
                owner = kind_of(operator, module, target.value) or ""
                if (wanted := _FIELDS.get(owner, {}).get(target.attr)) is not None:
                    yield Given(module, owner, target.attr, wanted, node.value)


def _of_name(operator: Operator, module: Module, node: ast.Name, depth: int) -> str | None:
    """The kind of what is assigned to a name in its function, if that happens once at most."""
    function = module.function_of(node)
    if function is None or depth > _DEEPEST:
        return None
    stored = stores(function).get(node.id, [])
    parameter = _of_parameter(operator, function, node.id)
    if not stored:
        return parameter
    if parameter == "@types.DataModel" and all(_is_own_value(module.parents.get(n), n.id) for n in stored):
        return "@value"
    assigned = module.parents.get(stored[0])
    is_once = len(stored) == 1 and parameter is None
    if not is_once or not isinstance(assigned, ast.Assign) or assigned.targets != [stored[0]]:
        return None
    return kind_of(operator, module, assigned.value, depth + 1)


def _is_of_lambda(module: Module, node: ast.expr) -> bool:
    """Whether an expression begins with a parameter of a lambda around it, of which nothing is known."""
    if not module.all(ast.Lambda):
        return False
    root = node
    while isinstance(root, ast.Attribute):
        root = root.value
    outer = [one.args for one in module.around(node) if isinstance(one, ast.Lambda)]
    arguments = [one for args in outer for one in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
    return isinstance(root, ast.Name) and any(one.arg == root.id for one in arguments)


def _of_parameter(operator: Operator, function: Function, name: str) -> str | None:
    for method in operator.methods.values():
        for role, kind in _ROLES.items():
            argument = operator.role(method, role) if method.node is function else None
            if argument is not None and argument.arg == name:
                return kind
    return None


def _is_own_value(node: ast.AST | None, name: str) -> bool:
    value = node.value if isinstance(node, ast.Assign) else None
    if not isinstance(value, ast.Attribute) or value.attr != "value":
        return False
    return isinstance(value.value, ast.Name) and value.value.id == name
