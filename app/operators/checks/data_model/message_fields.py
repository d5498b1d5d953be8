"""Records and host functions that are not given all they take."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import libcst as cst

from app.operators.checks.data_model.arity import Arity, arity, described
from app.operators.checks.data_model.bindings import FUNCTIONS
from app.operators.checks.data_model.calls import Call, calls, kind_of, short
from app.operators.checks.data_model.filling import filled, named
from app.operators.checks.editing import Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

# What to give where nothing can be copied and None will not do; names in braces are spelt as the module can.
_EMPTY = {
    ("@types.Message", "properties"): "{@types.MessageProperties}([])",
    (
        "@state_store.set",
        "options",
    ): "{@state_store_types.SetOptions}({@state_store_types.SetConditions}.UNCONDITIONAL, None)",
    ("@types.Timestamp", "counter"): "0",
    ("@hybrid_logical_clock.HybridLogicalClock", "counter"): "0",
    ("@hybrid_logical_clock.Timespec", "nanos"): "0",
    ("@state_store_types.Duration", "nanos"): "0",
}
_COPIED: Mapping[str, set[str | None]] = {
    "@types.Message": {"@value", "@types.Message", None},
    "@types.Snapshot": {"@value", "@types.Snapshot", None},
    "@types.Timestamp": {"@types.Timestamp"},
    "@hybrid_logical_clock.HybridLogicalClock": {"@hybrid_logical_clock.HybridLogicalClock"},
}


def check_records(operator: Operator) -> Iterator[Found]:
    """Classes made with too few, too many or unknown fields."""
    return _wrong_calls(operator, lambda name: name not in FUNCTIONS)


def check_functions(operator: Operator) -> Iterator[Found]:
    """Host functions called with too few, too many or unknown arguments."""
    return _wrong_calls(operator, lambda name: name in FUNCTIONS)


def fix(edit: Edit, found: Found) -> None:
    """Copy what is missing from the message that the rest is copied from; else give what means nothing."""
    call, wrong, texts = found.detail
    added = {name: _PLACEHOLDER.sub(lambda match: edit.spell(match[1]), text) for name, text in texts.items()}
    old = edit.at(call.node, cst.Call)
    clear = named(old, _THIRD, "payload") if _misplaced(edit.operator, edit.module, call) else old
    edit.replace(old, filled(clear, list(call.fields), wrong.renamed, added))


def _wrong_calls(operator: Operator, is_meant: Callable[[str], bool]) -> Iterator[Found]:
    for module in operator.modules.values():
        for call in calls(module):
            found = arity(call) if is_meant(call.name) else None
            if found is not None and not found.is_right:
                yield _found(operator, module, call, _clear(found, _misplaced(operator, module, call)))


def _found(operator: Operator, module: Module, call: Call, wrong: Arity) -> Found:
    words = {"name": short(call.name), "faults": described(wrong)}
    texts = _texts(operator, module, call, wrong.left)
    fixable = texts is not None and not wrong.too_many and set(wrong.renamed) == set(wrong.unknown)
    return Found(module.place(call.node.func), words, fixable=fixable, node=call.node, detail=(call, wrong, texts))


def _texts(operator: Operator, module: Module, call: Call, missing: tuple[str, ...]) -> dict[str, str] | None:
    """What to give for each missing argument; None where that is not known for all of them."""
    source = _copied_from(operator, module, call)
    found: dict[str, str] = {}
    for name in missing:
        empty = "None" if call.fields[name].endswith("?") else _EMPTY.get((call.name, name))
        text = empty if source is None else f"{source}.{name}"
        if text is None:
            return None
        found[name] = text
    return found


def _copied_from(operator: Operator, module: Module, call: Call) -> str | None:
    """The message from which most arguments are taken, as in ``topic=message.topic``."""
    allowed = _COPIED.get(call.name, set())
    given: list[tuple[str | None, ast.expr]] = [*zip(call.fields, call.node.args, strict=False)]
    given += [(one.arg, one.value) for one in call.node.keywords]
    sources = Counter(
        ast.get_source_segment(module.text, value.value) or ""
        for name, value in given
        if isinstance(value, ast.Attribute) and value.attr == name and kind_of(operator, module, value.value) in allowed
    )
    return sources.most_common(1)[0][0] if sources else None


def _misplaced(operator: Operator, module: Module, call: Call) -> bool:
    """``types.Message(timestamp, topic, payload)``: the third is what the bindings take for the content type."""
    if call.name != "@types.Message" or len(call.node.args) != _THIRD + 1 or call.node.keywords:
        return False
    third = call.node.args[_THIRD]
    kind = operator.values.of(module, third) or ""
    return kind == "bytes" or kind.startswith("@types.BufferOrBytes") or "payload" in module.source(third).lower()


def _clear(wrong: Arity, misplaced: bool) -> Arity:
    missing = tuple("content_type" if name == "payload" else name for name in wrong.missing)
    return replace(wrong, missing=missing) if misplaced else wrong


_THIRD = 2
_PLACEHOLDER = re.compile(r"\{(@[\w.]+)\}")

RULES = (
    Rule(
        code="message-fields",
        severity=Severity.ERROR,
        sentence="{name} {faults}.",
        help="Every field must be given, also those that may be None: a message has timestamp, topic, content_type, "
        "payload, properties and schema. Take from the message that came in what shall stay as it was.",
        check=check_records,
        fix=fix,
    ),
    Rule(
        code="host-arguments",
        severity=Severity.ERROR,
        sentence="{name} {faults}.",
        help="The host's functions have no defaults: give every argument, None for those that may be left open "
        "(timeout, fencing_token, labels).",
        check=check_functions,
        fix=fix,
    ),
)
