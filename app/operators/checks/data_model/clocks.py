"""The records that tell the time."""

from __future__ import annotations

import ast

from app.operators.checks.data_model.bindings import CLOCK, TIMESPEC
from app.operators.checks.data_model.calls import kind_of
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator

CLOCKS = frozenset({CLOCK, TIMESPEC, "@types.Timestamp"})


def is_clock(operator: Operator, module: Module, node: ast.expr | None) -> bool:
    """Whether an expression surely gives a record that tells the time."""
    return isinstance(node, ast.Name | ast.Attribute) and kind_of(operator, module, node) in CLOCKS
