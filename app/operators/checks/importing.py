"""Putting import statements where imports stand in a file."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import libcst as cst


def brought(statement: ast.stmt) -> set[tuple[str | None, ...]]:
    """What an import statement brings, one entry a name."""
    if isinstance(statement, ast.Import):
        return {(None, alias.name, alias.asname) for alias in statement.names}
    if isinstance(statement, ast.ImportFrom):
        origin = "." * statement.level + (statement.module or "")
        return {(origin, alias.name, alias.asname) for alias in statement.names}
    return set()


def with_imports(tree: cst.Module, lines: list[str]) -> cst.Module:
    """Imports go behind the last of the top-level imports at the head of the file, or before its first statement."""
    if not lines:
        return tree
    body = list(tree.body)
    at = _behind_imports(body)
    new = [cst.parse_statement(line) for line in lines]
    if at == 0 and body and _is_docstring(body[0]):
        at = 1
    return tree.with_changes(body=[*body[:at], *new, *body[at:]])


def _behind_imports(body: Sequence[cst.CSTNode]) -> int:
    last = 0
    for number, statement in enumerate(body):
        if isinstance(statement, cst.ClassDef | cst.FunctionDef):
            break
        if isinstance(statement, cst.SimpleStatementLine) and isinstance(
            statement.body[0], cst.Import | cst.ImportFrom
        ):
            last = number + 1
    return last


def _is_docstring(statement: cst.CSTNode) -> bool:
    return (
        isinstance(statement, cst.SimpleStatementLine)
        and isinstance(statement.body[0], cst.Expr)
        and isinstance(statement.body[0].value, cst.SimpleString | cst.ConcatenatedString)
    )
