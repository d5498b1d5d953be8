"""Python's ``logging``, which does not reach the host's logger."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.editing import Edit
from app.operators.checks.environment.reach import reach_of
from app.operators.checks.habits.host_log import LEVELS, is_simple, log_instead
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_WRITING = {f"logging.{name}": level for name, level in LEVELS.items()}
_OTHERS = frozenset({"logging.basicConfig", "logging.exception", "logging.getLogger", "logging.log"})
_HANDLERS = frozenset({"logging.Handler", "logging.StreamHandler"})


def check(operator: Operator) -> Iterator[Found]:
    """Each use, unless the project has a handler of its own, which may well hand the lines to the host."""
    if any(module.qualified(base) in _HANDLERS for module in operator.modules.values()
           for node in module.all(ast.ClassDef) for base in node.bases):  # fmt: skip
        return
    for module in operator.modules.values():
        for call in module.all(ast.Call):
            full = module.qualified(call.func)
            if full is None or (full not in _WRITING and full not in _OTHERS):
                continue
            reach = reach_of(operator)
            if not reach.never(module, call):
                fixable = full in _WRITING and is_simple(module, call) and not _has_marks(call)
                yield Found(module.place(call), {"call": module.source(call.func)}, None, fixable, call, full)


def fix(edit: Edit, found: Found) -> None:
    """Log the same text with the same level."""
    log_instead(edit, found.node, _WRITING[found.detail])


def _has_marks(call: ast.Call) -> bool:
    """``%%`` in a text means one sign in some of logging's calls: left to the author."""
    first = call.args[0]
    return isinstance(first, ast.Constant) and (not isinstance(first.value, str) or "%" in first.value)


RULE = Rule(
    code="logging-used",
    severity=Severity.WARNING,
    sentence="{call}: Python's logging does not reach the graph's log.",
    help="Use the host's logger: logger.log(level, context, message). If packages write through logging, add a "
    "logging.Handler of your own whose emit calls the host's logger.",
    check=check,
    fix=fix,
)
