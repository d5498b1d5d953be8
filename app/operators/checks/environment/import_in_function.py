"""Imports inside functions of modules that are not in the component by then."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from app.operators.absent_modules import ABSENT
from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.environment.guards import optional_import
from app.operators.checks.environment.loaded import Loaded, has_unknown_packages
from app.operators.checks.environment.reach import Phase, Reach, reach_of
from app.operators.checks.lazy import imports
from app.operators.checks.module import Module
from app.operators.checks.names import absolute
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity
from app.operators.guest_modules import STANDARD_LIBRARY


def check(operator: Operator) -> Iterator[Found]:
    """Without the adapter such an import fails; with it the module is loaded while the component is built."""
    inside = [
        (module, node, names)
        for module in operator.modules.values()
        for node, names in imports(module)
        if not module.runs_at_build(node)
    ]
    if not inside:
        return
    reach = reach_of(operator)
    loaded = _without_adapter(operator, reach)
    for module, node, _ in inside:
        if reach.never(module, node) or Phase.BUILD in reach.at(module, node) or optional_import(module, node):
            continue
        missing = [name for name in _wanted(operator, module, node) if name not in loaded]
        if missing:
            yield _found(operator, module, node, missing[0], loaded)


def fix(edit: Edit, found: Found) -> None:
    """Move the statement to the head of the module."""
    node = found.node
    if _clashes(edit.module, node):
        raise CannotFix("the module uses one of its names for something else")
    line = edit.parent(edit.at(node, cst.Import if isinstance(node, ast.Import) else cst.ImportFrom), _LINE)
    if len(line.body) != 1:
        raise CannotFix("other statements stand on its line")
    block = edit.module.parents[node]
    alone = any(getattr(block, part, None) == [node] for part in ("body", "orelse", "finalbody"))
    edit.replace(line, line.with_changes(body=[cst.Pass()]) if alone else cst.RemoveFromParent())
    edit.need_import(ast.unparse(node))


def _without_adapter(operator: Operator, reach: Reach) -> Loaded:
    """What top-level code loads: what the adapter adds is just what is to be told."""
    return Loaded(operator, reach, lazy=False)


def _found(operator: Operator, module: Module, node: ast.AST, name: str, loaded: Loaded) -> Found:
    if operator.adapter:
        words = {
            "module": name,
            "what": "is loaded while the component is built, because no module can be loaded later",
        }
        return Found(module.place(node), words, Severity.INFORMATION)
    sure = loaded.is_all and not has_unknown_packages(operator)
    words = {"module": name, "what": "is not in the component, because only imports at the top of a module bring it in"}
    fixable = isinstance(node, ast.Import | ast.ImportFrom) and not _clashes(module, node)
    return Found(module.place(node), words, Severity.ERROR if sure else Severity.WARNING, fixable, node)


def _wanted(operator: Operator, module: Module, node: ast.stmt | ast.Call) -> list[str]:
    """The modules that a statement needs, without those that other rules speak about."""
    if isinstance(node, ast.Import):
        named = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        base = absolute(node, module)
        below = [f"{base}.{alias.name}" for alias in node.names]
        named = [base, *(name for name in below if name in operator.local_modules or name.endswith(".state_store"))]
    else:
        named = [str(part.value) for part in getattr(node, "args", [])[:1] if isinstance(part, ast.Constant)]
    return [name for name in named if _is_there_to_load(operator, name)]


def _is_there_to_load(operator: Operator, name: str) -> bool:
    top = name.partition(".")[0]
    known = top in operator.local_modules or top in STANDARD_LIBRARY or top == operator.bindings
    return top not in ABSENT and top != "__future__" and (known or top in (operator.provided or ()))


def _clashes(module: Module, node: ast.stmt) -> bool:
    """Whether the module's other code binds a name of this import, so that moving it would change that code."""
    new = {alias.asname or alias.name.partition(".")[0] for alias in node.names}  # type: ignore[attr-defined]
    stored = {name.id for name in module.all(ast.Name) if isinstance(name.ctx, ast.Store)}
    defined = {item.name for item in (*module.functions, *module.all(ast.ClassDef))}
    above = {
        name: ast.unparse(statement)
        for statement in module.import_statements
        if module.runs_at_build(statement)
        for name in (alias.asname or alias.name.partition(".")[0] for alias in statement.names)
    }
    taken = {name for name, text in above.items() if not isinstance(node, ast.Import) and text != ast.unparse(node)}
    return "*" in new or bool(new & (stored | defined | taken))


_LINE = cst.SimpleStatementLine

RULE = Rule(
    code="import-in-function",
    severity=Severity.ERROR,
    sentence="The module {module} {what}.",
    help="Import modules at the top of the file. A function can then use them as it does now.",
    check=check,
    fix=fix,
)
