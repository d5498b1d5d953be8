"""Bare values where the bindings want one of a variant's cases."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.bindings import BYTES, CASES, CLOCK, ENUMS, RECORDS, TEXT, VARIANTS
from app.operators.checks.data_model.calls import Given, given, kind_of, short
from app.operators.checks.data_model.writing import wrapped
from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_KINDS = {
    "bytes": "bare bytes", "str": "bare text", "dict": "a dict", "list": "a list", "tuple": "a tuple",
    "int": "a number", "float": "a number", "bool": "True or False", "bytearray": "a bytearray", "None": "None",
}  # fmt: skip
_NUMBERS = {
    ("@metrics.CounterValue", "int"): "@metrics.CounterValue_U64",
    ("@metrics.HistogramValue", "int"): "@metrics.HistogramValue_U64",
    ("@metrics.HistogramValue", "float"): "@metrics.HistogramValue_F64",
}
_PLAIN = {BYTES: {"bytes", "str", "dict"}, TEXT: {"bytes", "str"}}
# A clock in a message's timestamp works where its node_id is wrapped as a message's is: records count by their fields.
_ALIKE = ("@types.Timestamp", CLOCK)
_CLASSES = {**RECORDS, **VARIANTS, **ENUMS}


def check(operator: Operator) -> Iterator[Found]:
    """Arguments and fields whose type is a class of the bindings, given plain Python values or another class."""
    for one in given(operator):
        wanted = one.wanted.removesuffix("?")
        kind = kind_of(operator, one.module, one.value)
        if kind is not None and _is_wrong(wanted, kind, one.wanted.endswith("?")):
            may_work = (wanted, kind) == _ALIKE and not _is_own_clock(operator, one)
            yield _found(one, wanted, kind, Severity.WARNING if may_work else None)


def fix(edit: Edit, found: Found) -> None:
    """Wrap it."""
    wanted, kind = found.detail
    if (wanted, kind) in _NUMBERS:
        text: str | None = f"{edit.spell(_NUMBERS[wanted, kind])}({edit.code(found.node)})"
    else:
        text = wrapped(edit, found.node, kind, wanted)
    if text is None:
        raise CannotFix("no certain way to wrap it")
    edit.expression(found.node, text)


def _is_wrong(wanted: str, kind: str, optional: bool) -> bool:
    if wanted not in _CLASSES or (wanted == "@logger.Level" and kind == "str"):
        return False  # of levels given as text another rule speaks
    if kind in _KINDS:
        return kind != "None" or not optional
    owner = kind.rpartition("_")[0] if kind in CASES else kind
    return owner in _CLASSES and owner != wanted


def _is_own_clock(operator: Operator, one: Given) -> bool:
    """Whether it is the clock that process was handed, whose node is plain text."""
    method = operator.methods.get("process")
    argument = operator.role(method, "timestamp") if method is not None else None
    named = argument is not None and isinstance(one.value, ast.Name) and one.value.id == argument.arg
    return named and method is not None and one.module.function_of(one.value) is method.node


def _found(one: Given, wanted: str, kind: str, severity: Severity | None) -> Found:
    owner = "the message" if one.owner == "@value" else short(one.owner)
    words = {"field": one.field, "owner": owner, "wanted": _wanted(wanted), "kind": _KINDS.get(kind, short(kind))}
    fixable = kind in _PLAIN.get(wanted, set()) or (wanted, kind) in _NUMBERS
    return Found(one.module.place(one.value), words, severity, fixable, one.value, (wanted, kind))


def _wanted(wanted: str) -> str:
    cases = [f"{short(wanted)}_{case}" for case in VARIANTS.get(wanted, {})]
    return " or ".join(cases) if cases else short(wanted)


RULE = Rule(
    code="value-not-wrapped",
    severity=Severity.ERROR,
    sentence="{field} of {owner} must be {wanted}, and this is {kind}.",
    help='Wrap it: types.BufferOrBytes_Bytes(b"…") for payload, topic and frame, types.BufferOrString_String("…") for '
    "content_type and other texts. A bare value ends the whole instance.",
    check=check,
    fix=fix,
)
