"""Imports from bindings that this project does not have."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from app.operators.checks.editing import Edit
from app.operators.checks.interface.other_kind import is_of_other_kind
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity
from app.operators.kinds import Kind

# Newer versions of componentize-py than the pinned one name the bindings so, and keep Ok and Err apart.
_NEWER, _NEWER_TYPES = "wit_world", "componentize_py_types"
_KINDS = {f"{kind}_impl" for kind in Kind}
_CAUGHT = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}


def check(operator: Operator) -> Iterator[Found]:
    """Every such import, unless it is tried only, or never run."""
    fixable = not is_of_other_kind(operator)
    for module in operator.modules.values():
        for node in module.import_statements:
            package = _wrong(operator, node)
            if package is not None and not _is_guarded(module, node):
                words = {"package": package, "kind": operator.kind, "bindings": operator.bindings}
                yield Found(module.place(node), words, fixable=fixable, node=node, detail=package)


def fix(edit: Edit, found: Found) -> None:
    """Name the package that is there, also where the file uses the name of the other."""
    package = found.detail
    right = f"{edit.operator.bindings}.types" if package == _NEWER_TYPES else edit.operator.bindings
    if isinstance(found.node, ast.ImportFrom):
        statement = edit.at(found.node, cst.ImportFrom)
        if statement.module is not None:
            edit.replace(statement.module, _renamed(found.node.module or "", package, right))
        return
    for old, alias in zip(edit.at(found.node, cst.Import).names, found.node.names, strict=True):
        if alias.name.split(".")[0] == package:
            edit.replace(old.name, _renamed(alias.name, package, right))
    if any(alias.asname is None for alias in found.node.names):
        for name in edit.module.all(ast.Name):
            if name.id == package:
                edit.expression(name, right)


def _wrong(operator: Operator, node: ast.Import | ast.ImportFrom) -> str | None:
    """The first package of an import statement that is not there."""
    if isinstance(node, ast.ImportFrom):
        names = [] if node.level else [node.module or ""]
    else:
        names = [alias.name for alias in node.names]
    present = {operator.bindings, *operator.local_modules, *(operator.provided or ())}
    packages = [name.split(".")[0] for name in names]
    absent = ({*_KINDS, _NEWER, _NEWER_TYPES}) - present
    return next((package for package in packages if package in absent), None)


def _is_guarded(module: Module, node: ast.stmt) -> bool:
    """Below ``try`` with an ``except ImportError``, or where only type checkers look."""
    outer = [one for one in module.around(node) if isinstance(one, ast.Try)]
    if any(_catches(handler.type) for one in outer for handler in one.handlers):
        return True
    return module.function_of(node) is None and not module.runs_at_build(node)


def _catches(caught: ast.expr | None) -> bool:
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(name is None or (isinstance(name, ast.Name) and name.id in _CAUGHT) for name in names)


def _renamed(full: str, package: str, right: str) -> cst.Attribute | cst.Name:
    name = cst.parse_expression(right + full.removeprefix(package))
    if not isinstance(name, cst.Attribute | cst.Name):
        raise TypeError(f"not a dotted name: {full}")
    return name


RULE = Rule(
    code="wrong-bindings",
    severity=Severity.ERROR,
    sentence="There is no {package} here: the bindings of a {kind} are called {bindings}.",
    help="Import exports, imports and types from the package that is named after this project's kind. Code that was "
    "written for another kind belongs in a project of that kind, since process takes and gives something else there.",
    check=check,
    fix=fix,
)
