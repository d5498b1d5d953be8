"""Annotations that Python only keeps as text, so that a wrong name in them does no harm."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from app.operators.checks.rule import Place
from app.operators.checks.tools.running import Source


def never_evaluated(source: Source, place: Place) -> bool:
    """Whether a place lies in an annotation that no run looks at; False for a file that cannot be parsed."""
    here = place.line or 0, len(source.line(place)[: (place.column or 1) - 1].encode())
    return any(start <= here < end for start, end in _spans(source.text))


@lru_cache(maxsize=1)
def _spans(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where such annotations begin and end: lines from 1 and bytes from 0, as ast counts them."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    postponed = _postponed(tree)
    kept = [node for node in _annotations(tree) if postponed or _quoted(node)]
    return [((node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)) for node in kept]


def _postponed(tree: ast.Module) -> bool:
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    return any(alias.name == "annotations" for node in imports for alias in node.names)


def _annotations(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if isinstance(found := getattr(node, name, None), ast.expr):
                yield found


def _quoted(node: ast.expr) -> bool:
    """Whether it is, or holds, text in quotes."""
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(node))
