"""A constructor that asks for arguments nobody gives."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.interface.lineage import Lineage, bound_in, has_known_decorators, lineage
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity


def check(operator: Operator) -> Iterator[Found]:
    """``__init__`` of the entry class, its own or inherited, with a parameter that must be given."""
    found = lineage(operator)
    constructor = None if found is None else _constructor(found)
    if constructor is None:
        return
    module, function = constructor
    if needed := _needed(function):
        words = {"wanted": operator.wanted_class, "needed": ", ".join(needed)}
        yield Found(module.head(function), words)


def _constructor(found: Lineage) -> tuple[Module, ast.FunctionDef] | None:
    """The first one in the order of the bases; None where something unknown could stand before it."""
    for module, owner in found.classes:
        names = bound_in(owner)
        if owner.keywords or not has_known_decorators(module, owner) or "__new__" in names:
            return None
        if "__init__" in names:
            own = [item for item in owner.body if isinstance(item, ast.FunctionDef) and item.name == "__init__"]
            is_plain = len(own) == 1 == names.count("__init__") and not own[0].decorator_list
            return (module, own[0]) if is_plain else None
        if len(owner.bases) > 1:
            return None
    return None


def _needed(function: ast.FunctionDef) -> list[str]:
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    needed = positional[: len(positional) - len(arguments.defaults)][1:]
    keyword_only = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return [argument.arg for argument in [*needed, *(one for one, default in keyword_only if default is None)]]


RULE = Rule(
    code="entry-constructor",
    severity=Severity.ERROR,
    sentence="The toolchain makes the operator with {wanted}(), but its constructor asks for {needed}.",
    help="Let the constructor take nothing but self. The configuration comes to init, which is called before the first "
    "message.",
    check=check,
)
