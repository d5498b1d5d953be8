"""``print``, whose text nobody sees in the graph."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.editing import Edit
from app.operators.checks.environment.reach import reach_of
from app.operators.checks.habits.host_log import is_simple, log_instead
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity


def check(operator: Operator) -> Iterator[Found]:
    """Each call that runs with the messages; one that runs while the component is built is seen in the build's log."""
    for module in operator.modules.values():
        for call in module.all(ast.Call):
            if module.qualified(call.func) != "builtins.print" or _into_memory(call):
                continue
            reach = reach_of(operator)
            if not reach.never(module, call) and not reach.only_at_build(module, call):
                yield Found(module.place(call), fixable=is_simple(module, call), node=call)


def fix(edit: Edit, found: Found) -> None:
    """Log the same text with level INFO."""
    log_instead(edit, found.node, "INFO")


def _into_memory(call: ast.Call) -> bool:
    """``file=buffer`` may be an io.StringIO; standard output and error are named through sys."""
    files = [keyword.value for keyword in call.keywords if keyword.arg == "file"]
    return any(not (isinstance(file, ast.Attribute) and file.attr in {"stdout", "stderr"}) for file in files)


RULE = Rule(
    code="print-used",
    severity=Severity.WARNING,
    sentence="What print writes does not get into the graph's log.",
    help="Use the host's logger: logger.log(level, context, message), with a level such as logger.Level.INFO.",
    check=check,
    fix=fix,
)
