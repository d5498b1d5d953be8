"""Imports of modules that nobody provides."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.absent_modules import REMOVED
from app.operators.checks.environment.guards import optional_import
from app.operators.checks.environment.known_packages import COMPILED, requirement
from app.operators.checks.environment.module_shadowed import REQUIREMENTS
from app.operators.checks.environment.reach import reach_of
from app.operators.checks.module import Module
from app.operators.checks.names import absolute
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity
from app.operators.guest_modules import STANDARD_LIBRARY, START_UP, TOOLCHAIN
from app.operators.names import BINDINGS
from app.operators.own_tests import BEGINNING, FOLDER, SHARED

_KNOWN = STANDARD_LIBRARY | TOOLCHAIN | START_UP | BINDINGS


def check_unknown(operator: Operator) -> Iterator[Found]:
    """Modules neither of the project nor of Python nor of its packages."""
    for module, node, name in _foreign(operator):
        top = name.partition(".")[0]
        if top not in COMPILED and not _may_come(operator, top):
            yield Found(module.place(node), {"module": name, "advice": _advice(operator, name)})


def check_compiled(operator: Operator) -> Iterator[Found]:
    """Packages whose compiled parts were made for another machine than a component."""
    for module, node, name in _foreign(operator):
        top = name.partition(".")[0]
        if top in COMPILED:
            yield Found(module.place(node), {"package": top})


def _foreign(operator: Operator) -> Iterator[tuple[Module, ast.AST, str]]:
    for module in operator.modules.values():
        for statement, node, name in _imported(module):
            if _is_ours(operator, name) or optional_import(module, statement):
                continue
            reach = reach_of(operator)
            if not reach.never(module, statement):
                yield module, node, name


def _imported(module: Module) -> Iterator[tuple[ast.stmt, ast.AST, str]]:
    """Every module that a statement names, without those that ``from … import`` may take from inside one."""
    for node in module.all(ast.Import):
        for alias in node.names:
            yield node, alias, alias.name
    for item in module.all(ast.ImportFrom):
        if name := absolute(item, module):
            yield item, item, name


def _is_ours(operator: Operator, name: str) -> bool:
    top = name.partition(".")[0]
    if top in operator.local_modules:
        return name in operator.local_modules or top in (operator.provided or ())
    return top in _KNOWN or top in (operator.provided or ())


def _may_come(operator: Operator, top: str) -> bool:
    """Whether the project's packages, not looked at yet, may bring it."""
    return operator.provided is None and REQUIREMENTS in operator.files and top not in operator.local_modules


def _advice(operator: Operator, name: str) -> str:
    top = name.partition(".")[0]
    if top in operator.local_modules:
        return f"The project's {top} has no such file."
    if top in (FOLDER, SHARED) or top.startswith(BEGINNING):
        return "A component holds none of the project's tests; move what it needs into a module of another name."
    if top in REMOVED:
        return "Python 3.12, which a component holds, has it no more."
    known_as = requirement(top)
    other_name = f", there probably as {known_as}" if known_as != top else ""
    return f"If it is a package, list it in {REQUIREMENTS}{other_name}."


RULES = (
    Rule(
        code="module-unknown",
        severity=Severity.ERROR,
        sentence="There is no module {module} for this component. {advice}",
        help="Check the spelling against the project's files. Packages written in Python alone can be listed in "
        "requirements.txt, one name a line; they are then built in.",
        check=check_unknown,
    ),
    Rule(
        code="compiled-package",
        severity=Severity.ERROR,
        sentence="The package {package} cannot be used: it has compiled parts, and those cannot go into a component.",
        help="Do the same with Python's standard library (math, statistics, array, struct, json) or with a package "
        "that is written in Python alone; heavy computing belongs into a service outside of the graph.",
        check=check_compiled,
    ),
)
