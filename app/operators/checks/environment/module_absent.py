"""Imports of modules that a component's Python does not have."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.absent_modules import ABSENT, ABSENT_NAMES, ABSENT_SUBMODULES, instead_of
from app.operators.checks.environment.guards import optional_import
from app.operators.checks.environment.reach import reach_of
from app.operators.checks.lazy import imports
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity


def check(operator: Operator) -> Iterator[Found]:
    """Where such a module is asked for and nothing is ready for its absence."""
    for module in operator.modules.values():
        for node, names in imports(module):
            absent = _absent(operator, names)
            if not absent or optional_import(module, node):
                continue
            reach = reach_of(operator)
            if not reach.never(module, node):
                yield Found(module.place(_part(node, absent)), {"module": absent, "instead": _sentence(absent)})


def _absent(operator: Operator, names: list[str]) -> str | None:
    for name in names:
        top = name.partition(".")[0]
        if top in operator.local_modules or top in (operator.provided or ()):
            continue
        if top in ABSENT or name in ABSENT_NAMES:
            return top if top in ABSENT else name
        for submodule in ABSENT_SUBMODULES:
            if name == submodule or name.startswith(submodule + "."):
                return submodule
    return None


def _part(node: ast.stmt | ast.Call, absent: str) -> ast.AST:
    """The alias that names the module, of an import of several."""
    if isinstance(node, ast.Import):
        return next((alias for alias in node.names if alias.name.startswith(absent)), node.names[0])
    return node


def _sentence(absent: str) -> str:
    instead = instead_of(absent)
    return f" {instead}" if instead else ""


RULE = Rule(
    code="module-absent",
    severity=Severity.ERROR,
    sentence="A component's Python has no module {module}.{instead}",
    help="Take the import out and do without the module. If the code also has to run elsewhere, put the import into "
    "try and except ImportError, with another way for a component.",
    check=check,
)
