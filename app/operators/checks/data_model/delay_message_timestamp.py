"""A delay that answers with something other than a hybrid logical clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.bindings import CLOCK, TIMESPEC
from app.operators.checks.data_model.calls import kind_of, short
from app.operators.checks.editing import Edit
from app.operators.checks.flow import returns
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity
from app.operators.kinds import Kind

_STAMP = "@types.Timestamp"
_NAMES = {
    _STAMP: "the message's own timestamp", "@value": "the message", "@types.DataModel": "the message",
    "int": "a number", "float": "a number", "bool": "a bool", "str": "text", "bytes": "bytes", "tuple": "a tuple",
}  # fmt: skip
_RESULTS = {"@Ok", "@Err"}  # a rule of the interface speaks about these


def check(operator: Operator) -> Iterator[Found]:
    """What ``process`` of a delay returns, where its class is sure."""
    method = operator.methods.get("process")
    if operator.kind is not Kind.DELAY or method is None:
        return
    clock = operator.role(method, "timestamp")
    for node in returns(method.node):
        kind = kind_of(operator, method.module, node.value) if node.value else None
        if kind is not None and (kind in _NAMES or (kind.startswith("@") and kind not in {CLOCK, *_RESULTS})):
            words = {"code": method.module.source(node.value or node), "kind": _NAMES.get(kind, short(kind))}
            fixable = (
                kind in {_STAMP, TIMESPEC} and clock is not None and isinstance(node.value, ast.Name | ast.Attribute)
            )
            place = method.module.place(node.value or node)
            yield Found(place, words, fixable=fixable, node=node.value, detail=(kind, clock.arg if clock else ""))


def fix(edit: Edit, found: Found) -> None:
    """A clock with the same time and counter, and with the node of the logical time that was handed in."""
    kind, clock = found.detail
    code = edit.code(found.node)
    made = edit.spell(CLOCK)
    timespec, counter = (f"{code}.timestamp", f"{code}.counter") if kind == _STAMP else (code, f"{clock}.counter")
    edit.expression(found.node, f"{made}({timespec}, {counter}, {clock}.node_id)")


RULE = Rule(
    code="delay-message-timestamp",
    severity=Severity.ERROR,
    sentence="A delay must return a HybridLogicalClock, and {code} is {kind}.",
    help="Return HybridLogicalClock(Timespec(secs, nanos), counter, node_id) of imports.hybrid_logical_clock. "
    "It must not be earlier than the timestamp that process was handed.",
    check=check,
    fix=fix,
)
