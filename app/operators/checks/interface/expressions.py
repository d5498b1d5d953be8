"""Putting an expression into a call or taking it out of one, with the brackets that stood around it."""

from __future__ import annotations

import ast

import libcst as cst

from app.operators.checks.editing import EXPRESSION, Edit


def wrap(edit: Edit, old: ast.expr, function: str) -> None:
    """Call a function with what stands there."""
    present = edit.at(old, EXPRESSION)
    bare = present.with_changes(lpar=(), rpar=())
    call = cst.Call(cst.parse_expression(function), [cst.Arg(bare)], lpar=present.lpar, rpar=present.rpar)
    edit.replace(present, call)


def unwrap(edit: Edit, old: ast.expr) -> None:
    """Put the one argument of a call in its place; the brackets of the call may have held several lines together."""
    call = edit.at(old, cst.Call)
    inner = call.args[0].value
    if not inner.lpar and (call.lpar or "\n" in edit.code(old)):
        brackets = call if call.lpar else _BRACKETS
        inner = inner.with_changes(lpar=brackets.lpar, rpar=brackets.rpar)
    edit.replace(call, inner)


_BRACKETS = cst.Tuple([])  # the empty one has brackets of its own
