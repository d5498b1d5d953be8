"""A variant handed over whole where what is inside it is wanted."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.bindings import BYTES, CLOCK, TEXT
from app.operators.checks.data_model.calls import given, kind_of
from app.operators.checks.data_model.writing import PLAIN, put, read
from app.operators.checks.editing import Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity
from app.operators.kinds import Kind

_VARIANTS = {BYTES, TEXT}
_READERS = {"json.loads", "builtins.int", "builtins.float", "builtins.len", "builtins.bytes", "base64.b64decode"}


def check(operator: Operator) -> Iterator[Found]:
    """``json.loads(message.payload)``, ``BufferOrBytes_Bytes(message.payload)``, a clock with the message's node."""
    for one in given(operator):
        wanted = one.wanted.removesuffix("?")
        if one.owner == CLOCK and not _is_true_clock(operator, one.module):
            continue
        if wanted in {"bytes", "str"} and kind_of(operator, one.module, one.value) in _VARIANTS:
            yield _found(operator, one.module, one.value, wanted)
    for module in operator.modules.values():
        for call in module.all(ast.Call):
            first = call.args[0] if call.args and module.qualified(call.func) in _READERS else None
            if first is not None and kind_of(operator, module, first) in _VARIANTS:
                yield _found(operator, module, first, None)


def _is_true_clock(operator: Operator, module: Module) -> bool:
    """Others can only become the timestamp of a message, which works where the node is a variant."""
    return operator.kind is Kind.DELAY or "fencing_token" in module.text


def fix(edit: Edit, found: Found) -> None:
    """Read a buffer, take bytes or text as they are; what was wrapped twice is unwrapped once."""
    kind, wanted = found.detail
    outer = edit.module.parents.get(found.node)
    if isinstance(outer, ast.Call) and edit.module.qualified(outer.func) == PLAIN[kind]:
        edit.expression(outer, edit.code(found.node))
        return
    text = read(edit, found.node, kind)
    plain = "bytes" if kind == BYTES else "str"
    put(edit, found.node, text if wanted in (None, plain) else f"({text}){_WAYS[wanted]}")


def _found(operator: Operator, module: Module, node: ast.expr, wanted: str | None) -> Found:
    kind = kind_of(operator, module, node)
    words = {"code": module.source(node), "kind": "bytes" if kind == BYTES else "text"}
    return Found(module.place(node), words, fixable=True, node=node, detail=(kind, wanted))


_WAYS = {"bytes": ".encode()", "str": ".decode()"}

RULE = Rule(
    code="content-not-read",
    severity=Severity.ERROR,
    sentence="{code} is not yet {kind}: it holds a buffer that has to be read, or the {kind} in its field value.",
    help="A buffer is read with .value.read(); plain bytes and text are .value. Which of the two it is, isinstance "
    "tells: types.BufferOrBytes_Buffer and types.BufferOrString_Buffer are buffers.",
    check=check,
    fix=fix,
)
