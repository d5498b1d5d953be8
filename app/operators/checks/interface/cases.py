"""Choices among the cases of a variant: nothing is left over where each has its own branch."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.flow import falls_off
from app.operators.checks.module import Module

# The cases of the variants; source: the WIT of ``types``.
_CASES = {
    frozenset({"@types.DataModel_BufferOrBytes", "@types.DataModel_Message", "@types.DataModel_Snapshot"}),
    frozenset({"@types.BufferOrBytes_Buffer", "@types.BufferOrBytes_Bytes"}),
    frozenset({"@types.BufferOrString_Buffer", "@types.BufferOrString_String"}),
}


def ends_in_all_cases(module: Module, node: ast.AST) -> bool:
    """Whether an ``if`` or a ``match`` names every case of a variant, and control leaves the function in each."""
    if isinstance(node, ast.If):
        return _covers_all(module, list(_chain(node)))
    return isinstance(node, ast.Match) and _matches_all(module, node)


def _chain(node: ast.If) -> Iterator[ast.If]:
    """``if``, ``elif``, ``elif`` without a last else."""
    yield node
    if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        yield from _chain(node.orelse[0])


def _covers_all(module: Module, chain: list[ast.If]) -> bool:
    if any(falls_off(part.body) for part in chain):
        return False
    asked = [_asked(module, part.test) for part in chain]
    subjects = {subject for subject, _ in asked}
    return len(subjects) == 1 and frozenset().union(*(cases for _, cases in asked)) in _CASES


def _asked(module: Module, test: ast.expr) -> tuple[str, frozenset[str]]:
    """What an ``isinstance`` looks at, and the classes it asks for."""
    if not isinstance(test, ast.Call) or module.qualified(test.func) != "builtins.isinstance" or len(test.args) != 2:
        return "", frozenset()
    subject, classes = test.args
    parts = classes.elts if isinstance(classes, ast.Tuple) else [classes]
    return ast.dump(subject), frozenset(module.qualified(part) or "" for part in parts)


def _matches_all(module: Module, node: ast.Match) -> bool:
    if any(falls_off(case.body) for case in node.cases):
        return False
    whole = [case.pattern for case in node.cases if case.guard is None]
    return frozenset(name for pattern in whole for name in _classes(module, pattern)) in _CASES


def _classes(module: Module, pattern: ast.pattern) -> list[str]:
    """Classes of which a pattern takes every instance: ``A()``, ``A(value=x)`` and ``A() | B()``."""
    if isinstance(pattern, ast.MatchOr):
        return [name for part in pattern.patterns for name in _classes(module, part)]
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is not None:
        return _classes(module, pattern.pattern)
    if not isinstance(pattern, ast.MatchClass):
        return []
    inner = [*pattern.patterns, *pattern.kwd_patterns]
    takes_all = all(isinstance(part, ast.MatchAs) and part.pattern is None for part in inner)
    return [module.qualified(pattern.cls) or ""] if takes_all else []
