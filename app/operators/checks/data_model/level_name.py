"""Log levels by names that the host does not know."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator

from app.operators.checks.data_model.bindings import ENUMS
from app.operators.checks.data_model.calls import given
from app.operators.checks.editing import Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_LEVEL = "@logger.Level"
_LEVELS = ENUMS[_LEVEL]
_MEANT = {"WARNING": "WARN", "FATAL": "CRITICAL", "ERR": "ERROR", "INFORMATION": "INFO", "CRIT": "CRITICAL"}


def check(operator: Operator) -> Iterator[Found]:
    """``Level.WARNING``, ``Level["WARNING"]``, and text in place of a level."""
    for module in operator.modules.values():
        for node in module.all(ast.Attribute):
            if module.qualified(node.value) == _LEVEL and node.attr not in _LEVELS and not node.attr.startswith("_"):
                yield _found(module, node, node.attr)
        for item in module.all(ast.Subscript):
            if module.qualified(item.value) == _LEVEL and (name := _text(item.slice)) and name not in _LEVELS:
                yield _found(module, item, name)
    for one in given(operator):
        if one.wanted == _LEVEL and (name := _text(one.value)):
            yield _found(one.module, one.value, name)


def fix(edit: Edit, found: Found) -> None:
    """The level that was meant."""
    node = found.node
    level = edit.spell(_LEVEL) if isinstance(node, ast.Constant) else edit.code(node.value)
    edit.expression(node, f"{level}.{found.detail}")


def _found(module: Module, node: ast.expr, name: str) -> Found:
    meant = _meant(name)
    words = {"code": module.source(node), "meant": f"; {meant} is meant" if meant else ""}
    return Found(module.place(node), words, fixable=meant is not None, node=node, detail=meant)


def _meant(name: str) -> str | None:
    wanted = name.upper()
    if wanted in _LEVELS or wanted in _MEANT:
        return _MEANT.get(wanted, wanted)
    near = difflib.get_close_matches(wanted, _LEVELS, n=1, cutoff=0.8)
    return near[0] if near else None


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


RULE = Rule(
    code="level-name",
    severity=Severity.ERROR,
    sentence="{code} is no level of the host's logger{meant}.",
    help="The levels are logger.Level.TRACE, DEBUG, INFO, WARN, ERROR and CRITICAL.",
    check=check,
    fix=fix,
)
