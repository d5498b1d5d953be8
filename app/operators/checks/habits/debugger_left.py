"""Calls of Python's debugger."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.environment.reach import reach_of
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_CALLS = frozenset({"builtins.breakpoint", "pdb.post_mortem", "pdb.run", "pdb.runcall", "pdb.set_trace"})


def check(operator: Operator) -> Iterator[Found]:
    """Each call; an import alone where nothing calls."""
    for module in operator.modules.values():
        found: list[ast.Call | ast.Import | ast.ImportFrom] = _calls(module) or _imports(module)
        for node in found:
            reach = reach_of(operator)
            if not reach.never(module, node):
                yield Found(module.place(node), {"what": module.source(node)}, None, _is_whole_line(module, node), node)


def fix(edit: Edit, found: Found) -> None:
    """Take the line out, with an import on it."""
    kind = cst.Call if isinstance(found.node, ast.Call) else cst.BaseSmallStatement
    line = edit.parent(edit.at(found.node, kind), cst.SimpleStatementLine)
    if not _is_whole_line(edit.module, found.node):
        raise CannotFix("something else stands on its line")
    statement = _statement(edit.module, found.node)
    block = edit.module.parents[statement]
    rest = [item for item in _body(block, statement) if item.lineno != statement.lineno]
    edit.replace(line, cst.RemoveFromParent() if rest else line.with_changes(body=[cst.Pass()]))


def _calls(module: Module) -> list[ast.Call | ast.Import | ast.ImportFrom]:
    return [call for call in module.all(ast.Call) if module.qualified(call.func) in _CALLS]


def _imports(module: Module) -> list[ast.Call | ast.Import | ast.ImportFrom]:
    plain = [node for node in module.all(ast.Import) if any(alias.name == "pdb" for alias in node.names)]
    return [*plain, *(node for node in module.all(ast.ImportFrom) if node.module == "pdb" and not node.level)]


def _is_whole_line(module: Module, node: ast.AST) -> bool:
    """Whether its line holds nothing but the debugger and its import."""
    statement = _statement(module, node)
    return all(_is_debugger(module, item) for item in _body(module.parents[statement], statement)
               if item.lineno == statement.lineno)  # fmt: skip


def _is_debugger(module: Module, item: ast.stmt) -> bool:
    if isinstance(item, ast.Expr) and isinstance(item.value, ast.Call):
        return module.qualified(item.value.func) in _CALLS
    return isinstance(item, ast.Import) and [alias.name for alias in item.names] == ["pdb"]


def _statement(module: Module, node: ast.AST) -> ast.stmt:
    return next(one for one in (node, *module.around(node)) if isinstance(one, ast.stmt))


def _body(block: ast.AST, statement: ast.stmt) -> list[ast.stmt]:
    """The list of statements that this one is in."""
    lists = [getattr(block, part, None) for part in ("body", "orelse", "finalbody")]
    return next((found for found in lists if isinstance(found, list) and statement in found), [statement])


RULE = Rule(
    code="debugger-left",
    severity=Severity.WARNING,
    sentence="{what} stops the operator: in the graph nobody can answer a debugger.",
    help="Take it out before the component is published; write to the host's logger to see what happens.",
    check=check,
    fix=fix,
)
