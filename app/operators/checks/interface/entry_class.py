"""The entry class that the toolchain looks for."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from app.operators.checks.editing import Edit
from app.operators.checks.flow import own_nodes
from app.operators.checks.interface.other_kind import is_of_other_kind
from app.operators.checks.module import FUNCTIONS, Function, Module
from app.operators.checks.operator import METHODS, Operator
from app.operators.checks.rule import Found, Rule, Severity


def check(operator: Operator) -> Iterator[Found]:
    """Where the entry file defines, imports or assigns nothing of that name, or a function that makes nothing."""
    entry = operator.entry
    if entry is None:
        return
    words = {"wanted": operator.wanted_class, "kind": operator.kind}
    if function := _makes_nothing(entry, operator.wanted_class):
        yield Found(entry.head(function), {**words, "other": ", only a function of that name that returns nothing"})
    names = _top_level_names(entry)
    if operator.wanted_class in names or "*" in names:
        return
    meant = _meant(entry)
    place = operator.place_of_entry() if meant is None else entry.head(meant)
    other = f", only {meant.name}" if meant else ""
    fixable = meant is not None and not is_of_other_kind(operator)
    yield Found(place, {**words, "other": other}, fixable=fixable, node=meant)


def fix(edit: Edit, found: Found) -> None:
    """Give the class that was meant the name that is looked for, also where the file names it."""
    for name in edit.module.all(ast.Name):
        if name.id == found.node.name:
            edit.expression(name, edit.operator.wanted_class)
    statement = edit.starting_at(found.node, cst.ClassDef)
    edit.replace(statement.name, cst.Name(edit.operator.wanted_class))


def _top_level_names(module: Module) -> set[str]:
    definitions = [*module.all(ast.ClassDef), *module.functions]
    defined = {node.name for node in definitions if _is_top_level(module, node)}
    stored = {
        node.id for node in module.all(ast.Name) if isinstance(node.ctx, ast.Store) and module.runs_at_build(node)
    }
    return defined | stored | set(module.names.imported())


def _is_top_level(module: Module, node: ast.AST) -> bool:
    """Also below ``if`` or ``try``: what matters is whose name it becomes."""
    return not any(isinstance(outer, (*FUNCTIONS, ast.ClassDef)) for outer in module.around(node))


def _makes_nothing(module: Module, wanted: str) -> Function | None:
    """A function in the class's place. One that returns an instance serves as well as a class."""
    found = [node for node in module.functions if node.name == wanted and _is_top_level(module, node)]
    if len(found) != 1 or isinstance(found[0], ast.AsyncFunctionDef) or found[0].decorator_list:
        return None
    gives = [node for node in own_nodes(found[0]) if isinstance(node, ast.Return) and node.value is not None]
    return None if gives else found[0]


def _meant(module: Module) -> ast.ClassDef | None:
    """The one class that was surely meant: derived from the bindings' class, or with both methods."""
    likely = [node for node in module.tree.body if isinstance(node, ast.ClassDef) and _looks_right(module, node)]
    return likely[0] if len(likely) == 1 else None


def _looks_right(module: Module, node: ast.ClassDef) -> bool:
    methods = {item.name for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)}
    derived = any((module.qualified(base) or "").startswith("@exports.") for base in node.bases)
    return derived or methods >= set(METHODS)


RULE = Rule(
    code="entry-class",
    severity=Severity.ERROR,
    sentence="There is no class {wanted} in the entry file{other}.",
    help="The toolchain makes the operator from a class with exactly the kind's name. Name yours so, and derive it "
    "from the class of the same name in the bindings' exports.",
    check=check,
    fix=fix,
)
