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
_OF_MESSAGES = frozenset({*_MESSAGE, "value"})
_CLOCK_NAMES = {"timestamp", "time", "clock", "ts", "hlc"}
_SECONDS = {"secs": "secs", "seconds": "secs", "nanos": "nanos", "nanoseconds": "nanos"}
_INSIDE = {"user_properties": "properties.user_properties"}


def check(operator: Operator) -> Iterator[Found]:
    """Fields that are read of a value whose class is sure, and that this class lacks; a message's set beside it."""
    for module in operator.modules.values():
        stores = [node for node in module.all(ast.Attribute) if isinstance(node.ctx, ast.Store)]
        for node in module.all(ast.Attribute):
            if not isinstance(node.ctx, ast.Load) or node.attr.startswith("__"):
                continue
            kind = kind_of(operator, module, node.value) or ""
            if _lacks(kind, node.attr) and not _ready(module, node) and not _is_given(module, node, stores):
                yield _found(module, node, kind)
        for store in stores:
            kind = kind_of(operator, module, store.value) or ""
            if kind.startswith("@types.DataModel") and store.attr in _MESSAGE and not _is_read(module, store):
                yield _found(module, store, kind, Severity.WARNING)


def fix(edit: Edit, found: Found) -> None:
    """The way to the field that was meant."""
    edit.expression(found.node, f"{edit.code(found.node.value)}.{found.detail}")


def _lacks(kind: str, attribute: str) -> bool:
    """Of lists, only what a message has is looked for: ``messages.value`` wants the fields of the messages in it."""
    return attribute in _OF_MESSAGES if kind == "list" else attribute not in _FIELDS.get(kind, {attribute})


def _is_given(module: Module, node: ast.Attribute, stores: list[ast.Attribute]) -> bool:
    """Whether code that may run before gives something this attribute, as Python allows."""
    return any(store.attr == node.attr and not _comes_later(module, store, node) for store in stores)


def _comes_later(module: Module, store: ast.Attribute, node: ast.Attribute) -> bool:
    """``message.payload = f(message.payload)`` and what is below it, if no loop leads back; only of the same object."""
    scope = module.function_of(node)
    if scope is None or module.function_of(store) is not scope or ast.dump(store.value) != ast.dump(node.value):
        return False
    around = list(module.around(store))
    if any(isinstance(outer, ast.For | ast.AsyncFor | ast.While) for outer in around[: around.index(scope)]):
        return False
    return store.lineno > node.lineno or any(outer in around for outer in module.around(node) if _assigns(outer))


def _is_read(module: Module, store: ast.Attribute) -> bool:
    """Whether something reads what is set here: then it is put there on purpose."""
    reads = [node for node in module.all(ast.Attribute) if isinstance(node.ctx, ast.Load) and node.attr == store.attr]
    return any(
        ast.dump(node.value) == ast.dump(store.value)
        and not (module.function_of(node) is module.function_of(store) and _comes_later(module, store, node))
        for node in reads
    )


def _assigns(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign | ast.AnnAssign)


def _found(module: Module, node: ast.Attribute, kind: str, severity: Severity | None = None) -> Found:
    code = module.source(node)
    code += " fails" if severity is None else " = … changes nothing in the message"
    if kind == "list":
        words = {"code": code, "kind": "a list", "fields": "its items"}
        return Found(module.place(node), words, node=node)
    named_as_clock = kind == "@types.DataModel" and getattr(node.value, "id", "") in _CLOCK_NAMES
    meant = None if named_as_clock else _meant(kind, node.attr)
    name = "a message" if kind == "@value" else short(kind)
    words = {
        "code": code,
        "kind": name,
        "fields": ", ".join(sorted(_FIELDS[kind] - _EXTRA.get(kind, set()))),
    }
    return Found(module.place(node), words, severity, meant is not None, node, meant)


def _meant(kind: str, attribute: str) -> str | None:
    """The path to write in place of the attribute, where it is certain."""
    if kind in {"@types.DataModel", "@types.DataModel_Message"} and attribute in _MESSAGE:
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
    sentence="{code}: {kind} has only {fields}.",
    help="What process is handed is a data model: the message is in its field value. Bytes and texts inside are in a "
    "field value once more, as a buffer to be read or as they are.",
    check=check,
    fix=fix,
)
