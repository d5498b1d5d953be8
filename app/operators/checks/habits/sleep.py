"""Waiting, during which no other message is handled."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.environment.reach import reach_of
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_CALLS = frozenset({"time.sleep", "asyncio.sleep"})


def check(operator: Operator) -> Iterator[Found]:
    """Each call."""
    for module in operator.modules.values():
        for call in module.all(ast.Call):
            if module.qualified(call.func) in _CALLS and not _of_nothing(call):
                reach = reach_of(operator)
                if not reach.never(module, call):
                    yield Found(module.place(call), {"call": module.source(call.func)})


def _of_nothing(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and call.args[0].value == 0


RULE = Rule(
    code="sleep",
    severity=Severity.WARNING,
    sentence="{call} holds up the graph: while an operator waits, its next messages wait as well.",
    help="Take it out. To let time pass between messages use a delay operator; to try something again later, do it "
    "with the next message.",
    check=check,
)
