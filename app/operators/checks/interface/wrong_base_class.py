"""Classes of another kind that the bindings' exports do not have."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.editing import Edit
from app.operators.checks.interface.other_kind import is_of_other_kind
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity
from app.operators.kinds import Kind


def check(operator: Operator) -> Iterator[Found]:
    """``exports.Filter`` in a map, wherever it is written."""
    others = {f"@exports.{kind.entry_class}": kind.entry_class for kind in Kind if kind != operator.kind}
    fixable = not is_of_other_kind(operator)
    for module in operator.modules.values():
        for node in module.all(ast.Attribute):
            given = others.get(module.qualified(node) or "")
            if given is not None:
                words = {"given": given, "kind": operator.kind, "wanted": operator.wanted_class}
                yield Found(module.place(node), words, fixable=fixable, node=node)


def fix(edit: Edit, found: Found) -> None:
    """Name this kind's class at the same place."""
    edit.expression(found.node, f"{edit.code(found.node.value)}.{edit.operator.wanted_class}")


RULE = Rule(
    code="wrong-base-class",
    severity=Severity.ERROR,
    sentence="The exports of a {kind} have no {given}, only {wanted}.",
    help="Derive the entry class from the class that is named after this project's kind. If the operator was meant to "
    "be of the other kind, make a project of that kind.",
    check=check,
    fix=fix,
)
