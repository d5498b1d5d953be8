"""A map or an accumulate that answers something else than a data model."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from app.operators.checks.editing import Edit
from app.operators.checks.flow import own_nodes
from app.operators.checks.interface.answers import Answer, answers, everything_assigned, is_rebound
from app.operators.checks.interface.expected import DATA, call
from app.operators.checks.interface.expressions import wrap
from app.operators.checks.interface.methods import returning_methods
from app.operators.checks.operator import Method, Operator
from app.operators.checks.rule import Found, Rule, Severity

_WRAPPERS = {
    "@types.Message": "@types.DataModel_Message",
    "@types.Snapshot": "@types.DataModel_Snapshot",
    "@types.BufferOrBytes": "@types.DataModel_BufferOrBytes",
    "@types.BufferOrBytes_Bytes": "@types.DataModel_BufferOrBytes",
    "@types.BufferOrBytes_Buffer": "@types.DataModel_BufferOrBytes",
}
_RESULTS = {"@Ok", "@Err"}
_WORDS = {
    "@value": "what is inside the message",
    "@properties": "a list",
    "json": "what JSON holds",
    "sum": "a calculated value",
}
_JSON = {"json.loads", "json.load"}


def check(operator: Operator) -> Iterator[Found]:
    """Answers of ``process`` that are surely no data model."""
    for name, method in returning_methods(operator):
        if name == "process" and call(operator, name).answer == DATA:
            for answer in map(_told, answers(operator, method)):
                if answer.kind is not None and answer.kind not in _RESULTS and not answer.kind.startswith(DATA):
                    yield _found(operator, answer)


def _told(answer: Answer) -> Answer:
    """The same with a kind where every value is of one that only matters here."""
    value = answer.value
    given = everything_assigned(answer.method, value.id) if isinstance(value, ast.Name) else [value]
    kinds = {_plain_kind(answer.method, one) for one in given}
    return replace(answer, kind=kinds.pop()) if answer.kind is None and len(kinds) == 1 else answer


def _plain_kind(method: Method, value: ast.expr) -> str | None:
    """JSON gives a dict, a list, a text or a number, unless a hook makes something else; reckoning gives no message."""
    if isinstance(value, ast.Call) and not value.keywords and method.module.qualified(value.func) in _JSON:
        return "json"
    return "sum" if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Div | ast.Sub | ast.Mult) else None


def fix(edit: Edit, found: Found) -> None:
    """Wrap a message, a snapshot or a payload; give the message itself where its inside was given."""
    answer, whole = found.detail
    if whole is not None:
        edit.expression(answer.value, whole)
    else:
        wrap(edit, answer.value, edit.spell(_WRAPPERS[answer.kind]))


def _found(operator: Operator, answer: Answer) -> Found:
    module, kind = answer.method.module, answer.kind or ""
    whole = _whole(operator, answer.method, answer.value) if kind == "@value" else None
    given = _WORDS.get(kind, kind.removeprefix("@"))
    words = {"kind": operator.kind, "given": module.source(answer.value), "what": given}
    fixable = whole is not None or kind in _WRAPPERS
    return Found(module.place(answer.value), words, fixable=fixable, node=answer.value, detail=(answer, whole))


def _whole(operator: Operator, method: Method, value: ast.expr) -> str | None:
    """The parameter whose inside a value is: ``message.value``, or a variable that got only that."""
    if isinstance(value, ast.Name):
        given = [
            node.value
            for node in own_nodes(method.node)
            if isinstance(node, ast.Assign) and [getattr(target, "id", None) for target in node.targets] == [value.id]
        ]
        return _whole(operator, method, given[0]) if len(given) == 1 and isinstance(given[0], ast.Attribute) else None
    if not isinstance(value, ast.Attribute) or not isinstance(value.value, ast.Name):
        return None
    name = value.value.id
    roles = [operator.role(method, role) for role in ("message", "staged")]
    is_parameter = name in {role.arg for role in roles if role is not None}
    return name if is_parameter and not is_rebound(method, name) else None


RULE = Rule(
    code="returns-not-data-model",
    severity=Severity.ERROR,
    sentence="This {kind} answers {given} ({what}), which is no data model: the operator ends there.",
    help="Answer a types.DataModel: the message as it came, or a new one wrapped in types.DataModel_Message. A map "
    "answers every message with exactly one; to drop messages, use a filter.",
    check=check,
    fix=fix,
)
