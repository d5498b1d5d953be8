"""``init`` and ``process`` where the text tells how they are called."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.flow import own_nodes
from app.operators.checks.interface.lineage import bound_in, has_known_decorators
from app.operators.checks.operator import Method, Operator


def plain_methods(operator: Operator) -> Iterator[tuple[str, Method]]:
    """Methods that nothing wraps, replaces or defines a second time."""
    for name, method in operator.methods.items():
        is_only_one = bound_in(method.owner).count(name) == 1
        if method.is_plain and is_only_one and has_known_decorators(method.module, method.owner):
            yield name, method


def returning_methods(operator: Operator) -> Iterator[tuple[str, Method]]:
    """Of these, the ones whose caller gets what they return: neither async nor generators."""
    for name, method in plain_methods(operator):
        if isinstance(method.node, ast.FunctionDef) and not is_generator(method):
            yield name, method


def is_generator(method: Method) -> bool:
    """Whether calling it only makes a generator."""
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(method.node))


def used_names(method: Method) -> set[str]:
    """Every name that the body mentions, also in functions inside it."""
    nodes = [node for statement in method.node.body for node in ast.walk(statement)]
    declared = {name for node in nodes if isinstance(node, ast.Global | ast.Nonlocal) for name in node.names}
    return declared | {node.id for node in nodes if isinstance(node, ast.Name)}
