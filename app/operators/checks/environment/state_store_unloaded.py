"""The state store, which is the one interface that nothing loads by itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.editing import Edit
from app.operators.checks.environment.loaded import Loaded
from app.operators.checks.environment.reach import reach_of
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity


def check(operator: Operator) -> Iterator[Found]:
    """``imports.state_store`` where no import names the state store; the other interfaces are always there."""
    uses = [
        (module, node)
        for module in operator.modules.values()
        for node in module.all(ast.Attribute)
        if node.attr == "state_store" and module.qualified(node.value) == "@imports"
    ]
    if not uses:
        return
    reach = reach_of(operator)
    if f"{operator.bindings}.imports.state_store" in Loaded(operator, reach):
        return
    for module, node in uses:
        if not reach.never(module, node):
            yield Found(module.place(node), {"name": module.source(node)}, fixable=True)


def fix(edit: Edit, _: Found) -> None:
    """Import it, which also makes the longer name work."""
    edit.need_import(f"from {edit.operator.bindings}.imports import state_store")


RULE = Rule(
    code="state-store-unloaded",
    severity=Severity.ERROR,
    sentence="{name} is not there, because no import names the state store.",
    help="Import it at the top of the file from the bindings' imports. Of the other interfaces, logger, metrics and "
    "types are there without it.",
    check=check,
    fix=fix,
)
