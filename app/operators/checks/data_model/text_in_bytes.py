"""Text where bytes are due, bytes where text is, and a dict where either is."""

from __future__ import annotations

from collections.abc import Iterator

from app.operators.checks.data_model.bindings import CASES
from app.operators.checks.data_model.calls import Given, given, short
from app.operators.checks.data_model.writing import converted
from app.operators.checks.editing import CannotFix, Edit
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_WANTED = {"bytes": "bytes", "str": "text"}
_GIVEN = {
    "bytes": "bytes", "str": "text", "dict": "a dict", "int": "a number", "float": "a number", "list": "a list",
    "tuple": "a tuple", "bytearray": "a bytearray", "None": "None",
}  # fmt: skip
_CERTAIN = {"bytes", "str", "dict", "bytearray"}


def check(operator: Operator) -> Iterator[Found]:
    """Arguments of types bytes and str: those of ``BufferOrBytes_Bytes``, the keys of the state store, and so on."""
    for one in given(operator):
        wanted = one.wanted.removesuffix("?")
        kind = operator.values.of(one.module, one.value)
        is_open = kind == "None" and one.wanted.endswith("?")
        if wanted in _WANTED and kind in _GIVEN and kind != wanted and not is_open:
            yield _found(one, wanted, kind)


def fix(edit: Edit, found: Found) -> None:
    """Encode or decode as UTF-8; a dict as JSON."""
    wanted, kind = found.detail
    text = converted(edit, found.node, kind, wanted)
    if text is None:
        raise CannotFix("no certain way to convert it")
    edit.expression(found.node, text)


def _found(one: Given, wanted: str, kind: str) -> Found:
    owner = short(one.owner) if one.owner in CASES else f"{one.field} of {short(one.owner)}"
    words = {"owner": owner, "wanted": _WANTED[wanted], "kind": _GIVEN[kind]}
    return Found(one.module.place(one.value), words, fixable=kind in _CERTAIN, node=one.value, detail=(wanted, kind))


RULE = Rule(
    code="text-in-bytes",
    severity=Severity.ERROR,
    sentence="{owner} takes {wanted}, and this is {kind}.",
    help="Text becomes bytes with .encode(), bytes become text with .decode(). JSON is text: json.dumps(…).encode().",
    check=check,
    fix=fix,
)
