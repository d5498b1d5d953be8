"""Fields that a record of the bindings does not have."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterator

from app.operators.checks.data_model.bindings import BYTES, CASES, CLOCK, RECORDS, TEXT
from app.operators.checks.data_model.calls import kind_of, short
from app.operators.checks.data_model.guards import asks, expects
from app.operators.checks.editing import Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_MESSAGE = {**RECORDS["@types.Snapshot"], **RECORDS["@types.Message"]}
_FIELDS = {
    **{name: frozenset(fields) for name, fields in RECORDS.items() if name != "@types.ModuleConfiguration"},
    **{name: frozenset({"value"}) for name in [BYTES, TEXT, "@types.DataModel", "@types.MessageSchema", *CASES]},
    "@value": frozenset({*_MESSAGE, "value"}),
}
_SECONDS = {"secs": "secs", "seconds": "secs", "nanos": "nanos", "nanoseconds": "nanos"}
_INSIDE = {"user_properties": "properties.user_properties"}


def check(operator: Operator) -> Iterator[Found]:
    """Fields that are read of a value whose class is sure, and that this class lacks."""
    for module in operator.modules.values():
        stored = {node.attr for node in module.all(ast.Attribute) if isinstance(node.ctx, ast.Store)}
        for node in module.all(ast.Attribute):
            if not isinstance(node.ctx, ast.Load) or node.attr in stored or node.attr.startswith("__"):
                continue
            kind = kind_of(operator, module, node.value) or ""
            if node.attr not in _FIELDS.get(kind, {node.attr}) and not _ready(module, node):
                yield _found(module, node, kind)


def fix(edit: Edit, found: Found) -> None:
    """The way to the field that was meant."""
    edit.expression(found.node, f"{edit.code(found.node.value)}.{found.detail}")


def _found(module: Module, node: ast.Attribute, kind: str) -> Found:
    meant = _meant(kind, node.attr)
    name = "a message" if kind == "@value" else short(kind)
    words = {
        "code": module.source(node),
        "kind": name,
        "fields": ", ".join(sorted(_FIELDS[kind] - _EXTRA.get(kind, set()))),
    }
    return Found(module.place(node), words, fixable=meant is not None, node=node, detail=meant)


def _meant(kind: str, attribute: str) -> str | None:
    """The path to write in place of the attribute, where it is certain."""
    if kind == "@types.DataModel" and attribute in _MESSAGE:
        return f"value.{attribute}"
    if kind in {CLOCK, "@types.Timestamp"} and attribute in _SECONDS:
        return f"timestamp.{_SECONDS[attribute]}"
    if kind == "@hybrid_logical_clock.Timespec" and attribute in _SECONDS:
        return _SECONDS[attribute]
    if kind in {"@types.Message", "@value"} and attribute in _INSIDE:
        return _INSIDE[attribute]
    plain = {name.replace("_", ""): name for name in _FIELDS[kind]}
    near = difflib.get_close_matches(attribute.replace("_", "").lower(), list(plain), n=1, cutoff=0.85)
    return plain[near[0]] if near else None


def _ready(module: Module, node: ast.Attribute) -> bool:
    return expects(module, node, "AttributeError") or asks(module, node, node.value, node.attr)


_EXTRA = {"@value": {"value"}}

RULE = Rule(
    code="unknown-field",
    severity=Severity.ERROR,
    sentence="{code} fails: {kind} has only {fields}.",
    help="What process is handed is a data model: the message is in its field value. Bytes and texts inside are in a "
    "field value once more, as a buffer to be read or as they are.",
    check=check,
    fix=fix,
)
