"""Putting import statements where imports stand in a file."""

from __future__ import annotations

import ast

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
    """Imports go behind those at the head of the file: before any other statement, which may need them already."""
    if not lines:
        return tree
    at = next((number for number, one in enumerate(tree.body) if not _is_head(number, one)), len(tree.body))
    new = [cst.parse_statement(line) for line in lines]
    ended = tree.has_trailing_newline or not tree.body
    return tree.with_changes(body=[*tree.body[:at], *new, *tree.body[at:]], has_trailing_newline=ended)


def _is_head(number: int, statement: cst.CSTNode) -> bool:
    if not isinstance(statement, cst.SimpleStatementLine):
        return False
    return (number == 0 and _is_docstring(statement)) or isinstance(statement.body[0], cst.Import | cst.ImportFrom)


def _is_docstring(statement: cst.SimpleStatementLine) -> bool:
    first = statement.body[0]
    return isinstance(first, cst.Expr) and isinstance(first.value, cst.SimpleString | cst.ConcatenatedString)
