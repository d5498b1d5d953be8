"""Putting a return statement where a method ends without one."""

from __future__ import annotations

import ast

import libcst as cst

from app.operators.checks.editing import CannotFix, Edit


def append_return(edit: Edit, function: ast.AST, value: str) -> None:
    """End a function with ``return <value>``, in place of a lone ``pass``."""
    body = edit.starting_at(function, cst.FunctionDef).body
    last = cst.Return(cst.parse_expression(value))
    if isinstance(body, cst.IndentedBlock):
        line = cst.SimpleStatementLine([last])
        lines = list(body.body)
        kept = [] if len(lines) == 1 and _is_nothing(lines[0]) else lines
        gone = lines[0] if not kept else None
        if isinstance(gone, cst.SimpleStatementLine):
            line = line.with_changes(leading_lines=gone.leading_lines, trailing_whitespace=gone.trailing_whitespace)
        edit.replace(body, body.with_changes(body=[*kept, line]))
    elif isinstance(body, cst.SimpleStatementSuite):
        small = [] if _is_nothing(body) else [item.with_changes(semicolon=_SEMICOLON) for item in body.body]
        edit.replace(body, body.with_changes(body=[*small, last]))
    else:
        raise CannotFix("a body of another shape")


def _is_nothing(line: cst.CSTNode) -> bool:
    if not isinstance(line, cst.SimpleStatementLine | cst.SimpleStatementSuite) or len(line.body) != 1:
        return False
    only = line.body[0]
    return isinstance(only, cst.Pass) or (isinstance(only, cst.Expr) and isinstance(only.value, cst.Ellipsis))


_SEMICOLON = cst.Semicolon(whitespace_after=cst.SimpleWhitespace(" "))
