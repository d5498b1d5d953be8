"""Numbers with a fraction where the interface has whole ones."""

from __future__ import annotations

from collections.abc import Iterator

from app.operators.checks.data_model.calls import given, short
from app.operators.checks.editing import Edit
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity


def check(operator: Operator) -> Iterator[Found]:
    """Fields of type int that are given a float, such as ``Timespec(time.time(), 0)``."""
    for one in given(operator):
        if one.wanted == "int" and operator.values.of(one.module, one.value) == "float":
            words = {"field": one.field, "owner": short(one.owner)}
            yield Found(one.module.place(one.value), words, fixable=True, node=one.value)


def fix(edit: Edit, found: Found) -> None:
    """Cut the fraction off."""
    edit.expression(found.node, f"int({edit.code(found.node)})")


RULE = Rule(
    code="whole-number",
    severity=Severity.ERROR,
    sentence="{field} of {owner} must be a whole number, and this may have a fraction.",
    help="Make it whole with int(…). A time is split into whole seconds (secs) and nanoseconds (nanos).",
    check=check,
    fix=fix,
)
