"""Source text for the values that the bindings want."""

from __future__ import annotations

import ast

from app.operators.checks.data_model.bindings import BYTES, TEXT
from app.operators.checks.editing import Edit

_TIGHT = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.JoinedStr, ast.Dict, ast.List)
READ = {BYTES: ".read()", TEXT: ".read().decode()"}
LOOSE = (ast.Assign, ast.AnnAssign, ast.Return, ast.Call, ast.keyword, ast.Expr)
PLAIN = {BYTES: f"{BYTES}_Bytes", TEXT: f"{TEXT}_String"}


def tight(edit: Edit, node: ast.expr) -> str:
    """The text of an expression, in parentheses where a method could not be called on it as it is."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    code = edit.code(node)
    return code if is_text or isinstance(node, _TIGHT) else f"({code})"


def converted(edit: Edit, node: ast.expr, kind: str, wanted: str) -> str | None:
    """The text of an expression of one kind (str, bytes, dict, …) made into another (bytes or str)."""
    if kind == wanted:
        return edit.code(node)
    if kind == "dict":
        edit.need_import("import json")
        return f"json.dumps({edit.code(node)})" + (".encode()" if wanted == "bytes" else "")
    if kind == "bytearray":
        return f"bytes({edit.code(node)})" if wanted == "bytes" else f"{tight(edit, node)}.decode()"
    ways = {("str", "bytes"): ".encode()", ("bytes", "str"): ".decode()"}
    way = ways.get((kind, wanted))
    return None if way is None else tight(edit, node) + way


def wrapped(edit: Edit, node: ast.expr, kind: str, variant: str) -> str | None:
    """An expression of one kind wrapped as the plain case of buffer-or-bytes or buffer-or-string."""
    inner = converted(edit, node, kind, "bytes" if variant == BYTES else "str")
    return None if inner is None else f"{edit.spell(PLAIN[variant])}({inner})"


def read(edit: Edit, node: ast.expr, variant: str) -> str:
    """What is inside a value of either variant, as bytes or text."""
    code = tight(edit, node)
    buffer = edit.spell(f"{variant}_Buffer")
    return f"{code}.value{READ[variant]} if isinstance({code}, {buffer}) else {code}.value"


def put(edit: Edit, node: ast.expr, conditional: str) -> None:
    """Replace an expression by a conditional one, in parentheses where it might be torn apart otherwise."""
    is_loose = isinstance(edit.module.parents.get(node), LOOSE)
    edit.expression(node, conditional if is_loose else f"({conditional})")
