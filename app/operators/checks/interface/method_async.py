"""Methods whose call only makes an object: coroutines and generators."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import libcst as cst

from app.operators.checks.editing import Edit
from app.operators.checks.flow import own_nodes
from app.operators.checks.interface.expected import BOOL, call
from app.operators.checks.interface.methods import is_generator, plain_methods
from app.operators.checks.operator import Method, Operator
from app.operators.checks.rule import Found, Rule, Severity


def check_async(operator: Operator) -> Iterator[Found]:
    """``async def``; it can be dropped where nothing is awaited."""
    for name, method in plain_methods(operator):
        if isinstance(method.node, ast.AsyncFunctionDef):
            place = method.module.head(method.node)
            yield Found(place, _words(operator, name), fixable=not _awaits(method), node=method.node)


def fix_async(edit: Edit, found: Found) -> None:
    """Make it an ordinary method."""
    statement = edit.starting_at(found.node, cst.FunctionDef)
    if statement.asynchronous is not None:
        edit.replace(statement.asynchronous, cst.RemoveFromParent())


def check_generator(operator: Operator) -> Iterator[Found]:
    """A ``yield`` in the method itself: its first place."""
    for name, method in plain_methods(operator):
        if is_generator(method):
            first = min(_yields(method), key=lambda node: (node.lineno, node.col_offset))
            yield Found(method.module.place(first), _words(operator, name))


def _words(operator: Operator, name: str) -> dict[str, object]:
    if name == "init":
        return {"method": name, "effect": "the operator always starts, configured or not"}
    if call(operator, name).answer == BOOL:
        return {"method": name, "effect": "the answer is True for every message"}
    return {"method": name, "effect": "the first message ends the operator"}


def _yields(method: Method) -> list[ast.Yield | ast.YieldFrom]:
    return [node for node in own_nodes(method.node) if isinstance(node, ast.Yield | ast.YieldFrom)]


def _awaits(method: Method) -> bool:
    waiting = (ast.Await, ast.AsyncFor, ast.AsyncWith)
    return any(
        isinstance(node, waiting) or (isinstance(node, ast.comprehension) and node.is_async)
        for node in own_nodes(method.node)
    )


RULES = (
    Rule(
        code="method-async",
        severity=Severity.ERROR,
        sentence="{method} is async, and nothing awaits it: its body never runs, and {effect}.",
        help="Make it an ordinary method. There is no event loop: one message is worked on at a time.",
        check=check_async,
        fix=fix_async,
    ),
    Rule(
        code="method-generator",
        severity=Severity.ERROR,
        sentence="{method} holds a yield, which makes it a generator: its body never runs, and {effect}.",
        help="Return the one answer instead of yielding. For a message there is exactly one answer.",
        check=check_generator,
    ),
)
