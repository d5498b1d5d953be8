"""Annotations that say something else than what comes and goes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.operators.checks.editing import Edit
from app.operators.checks.interface.expected import BOOL, CLOCK, CONFIGURATION, DATA, MESSAGES, TYPES, call, in_words
from app.operators.checks.interface.expected import spelled as spelled_type
from app.operators.checks.interface.methods import plain_methods
from app.operators.checks.module import Module
from app.operators.checks.operator import Method, Operator
from app.operators.checks.rule import Found, Rule, Severity

_PLAIN = {f"builtins.{name}" for name in ("int", "float", "str", "bytes", "bytearray", "dict", "tuple", "set", "None")}
_PLAIN |= {"typing.Dict", "typing.Tuple", "typing.Mapping", "collections.abc.Mapping", "datetime.datetime", "@Result"}
_LISTS = {"builtins.list", "typing.List"}
_RECORDS = {DATA, CLOCK, CONFIGURATION, "@types.Message", "@types.Snapshot", "@types.Timestamp", "@types.Error"}
_RECORDS |= {"@types.Buffer", "@types.BufferOrBytes", "@types.BufferOrString", "@hybrid_logical_clock.Timespec"}
# Classes of the bindings that are another name or a part of what is meant.
_SAME = {("@types.HybridLogicalClock", CLOCK)}


def check(operator: Operator) -> Iterator[Found]:
    """Parameters with a role, and the answer."""
    for name, method in plain_methods(operator):
        wanted = call(operator, name)
        for role in wanted.roles:
            argument = operator.role(method, role)
            if argument is not None:
                what = f"The parameter {argument.arg} of {name}"
                yield from _judged(method, argument.annotation, TYPES[role], what)
        if isinstance(method.node, ast.FunctionDef):
            yield from _judged(method, method.node.returns, wanted.answer, f"The answer of {name}")


def fix(edit: Edit, found: Found) -> None:
    """Write the right type, as the module's imports name it."""
    edit.expression(found.node, spelled_type(edit, found.detail))


def _judged(method: Method, annotation: ast.expr | None, wanted: str, what: str) -> Iterator[Found]:
    if annotation is not None and _is_other(method.module, annotation, wanted):
        words = {"what": what, "given": method.module.source(annotation), "truth": in_words(wanted)}
        yield Found(method.module.place(annotation), words, fixable=True, node=annotation, detail=wanted)


def _is_other(module: Module, annotation: ast.expr, wanted: str) -> bool:
    """Whether it surely names another type. Unions, aliases, texts and wider types are left alone."""
    if isinstance(annotation, ast.Constant):
        return annotation.value is None
    bare = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    full = module.qualified(bare) or ""
    if full == wanted or (full, wanted) in _SAME:
        return False
    others = {*_PLAIN, *_RECORDS}
    others |= {"builtins.bool"} if wanted != BOOL else set()
    others |= _LISTS if wanted != MESSAGES else set()
    return full in others


RULE = Rule(
    code="parameter-annotation",
    severity=Severity.WARNING,
    sentence="{what} is annotated with {given}, but it is of the type {truth}.",
    help="Annotations change nothing while the operator runs. Write what really comes and goes, so that the editor and "
    "the type check can warn about code that expects something else.",
    check=check,
    fix=fix,
)
