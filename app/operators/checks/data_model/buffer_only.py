"""Code that handles only one of the two forms in which bytes and texts arrive."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.data_model.bindings import BYTES, TEXT
from app.operators.checks.data_model.lacks import Lack, lacks
from app.operators.checks.data_model.writing import PLAIN, READ, put
from app.operators.checks.editing import Edit
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_INSIDE = {BYTES: "bytes", TEXT: "str"}


def check_buffer(operator: Operator) -> Iterator[Found]:
    """Only buffers are handled: what another operator has made is passed over, or fails."""
    return _found(operator, is_buffer=True)


def check_plain(operator: Operator) -> Iterator[Found]:
    """Only plain content is handled: what comes straight from a source is passed over, or fails."""
    return _found(operator, is_buffer=False)


def fix(edit: Edit, found: Found) -> None:
    """Let both forms in, and read only where there is a buffer."""
    lack: Lack = found.detail
    if lack.test is not None and isinstance(lack.test.decides, ast.IfExp):
        edit.expression(lack.test.decides.orelse, _otherwise(edit, lack, lack.test.decides.body))
        return
    if lack.test is not None:
        cases = (f"{lack.variant}_Buffer", PLAIN[lack.variant])
        edit.expression(lack.test.node.args[1], f"({', '.join(_case(edit, lack, one) for one in cases)})")
    for node in lack.reads if lack.is_buffer else lack.insides:
        _either(edit, lack, node)


def _found(operator: Operator, is_buffer: bool) -> Iterator[Found]:
    for module in operator.modules.values():
        if ".value" in module.text:
            for lack in lacks(operator, module):
                if lack.is_buffer is is_buffer:
                    what = "plain text is" if lack.variant == TEXT else "plain bytes are"
                    words = {"subject": module.source(lack.subject), "what": what}
                    yield Found(module.place(lack.place), words, fixable=lack.is_fixable, node=lack.place, detail=lack)


def _either(edit: Edit, lack: Lack, node: ast.expr) -> None:
    """Reading or not, as one expression in place of a read (or of the plain ``.value``)."""
    held = _held(node) if lack.is_buffer else None
    if lack.is_buffer:
        node, read, plain = _read_and_plain(edit, lack, node)
    else:
        read, plain = edit.code(node) + READ[lack.variant], edit.code(node)
    if held is not None:
        text = f"{plain} if isinstance({held}, {_INSIDE[lack.variant]}) else {read}"
    else:
        buffer = _case(edit, lack, f"{lack.variant}_Buffer")
        text = f"{read} if isinstance({edit.code(lack.subject)}, {buffer}) else {plain}"
    put(edit, node, text)


def _held(read: ast.expr) -> str | None:
    """The variable that is read, where one holds the content: asked itself, a type checker understands the answer."""
    owner = read.func.value if isinstance(read, ast.Call) and isinstance(read.func, ast.Attribute) else None
    return owner.id if isinstance(owner, ast.Name) else None


def _read_and_plain(edit: Edit, lack: Lack, read: ast.expr) -> tuple[ast.expr, str, str]:
    """The expression that reads, with its text and that for plain content. Text is decoded on the way, or encoded."""
    plain = edit.code(read).removesuffix(")").rstrip().removesuffix("(").rstrip().removesuffix("read").rstrip()
    plain = plain.removesuffix(".").rstrip()
    if lack.variant != TEXT:
        return read, edit.code(read), plain
    whole = _decoded(edit.module, read)
    return (read, edit.code(read), f"{plain}.encode()") if whole is None else (whole, edit.code(whole), plain)


def _decoded(module: Module, read: ast.expr) -> ast.Call | None:
    """The call ``….read().decode(…)`` around a read."""
    method = module.parents.get(read)
    call = module.parents.get(method) if isinstance(method, ast.Attribute) and method.attr == "decode" else None
    return call if isinstance(call, ast.Call) and call.func is method else None


def _otherwise(edit: Edit, lack: Lack, body: ast.expr) -> str:
    """The first arm of a conditional expression, said of the other form."""
    text = edit.code(body)
    for node in lack.reads if lack.is_buffer else lack.insides:
        if lack.is_buffer:
            whole, _, plain = _read_and_plain(edit, lack, node)
            text = text.replace(edit.code(whole), plain)
        else:
            text = text.replace(edit.code(node), edit.code(node) + READ[lack.variant])
    return text


def _case(edit: Edit, lack: Lack, case: str) -> str:
    """A case spelt as the test spells its own."""
    second = lack.test.node.args[1] if lack.test is not None else None
    if isinstance(second, ast.Attribute):
        return f"{edit.code(second.value)}.{case.rpartition('.')[2]}"
    return edit.spell(case)


_HELP = (
    "A message fresh from a source holds buffers, which are read with .value.read(); one that another operator has "
    "made holds plain bytes and text in .value. Take both, or the operator does nothing, or fails, in the other place."
)

RULES = (
    Rule(
        code="buffer-only",
        severity=Severity.WARNING,
        sentence="Only a buffer is read here, but {what} what {subject} holds once another operator has made it.",
        help=_HELP,
        check=check_buffer,
        fix=fix,
    ),
    Rule(
        code="plain-only",
        severity=Severity.WARNING,
        sentence="Only {what} taken here, but {subject} is a buffer when it comes straight from a source.",
        help=_HELP,
        check=check_plain,
        fix=fix,
    ),
)
