"""Places that take it for granted in which form content arrives."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from app.operators.checks.data_model.bindings import BYTES, TEXT
from app.operators.checks.data_model.calls import kind_of
from app.operators.checks.data_model.forms import CASES, Forms, Test
from app.operators.checks.data_model.writing import PLAIN
from app.operators.checks.module import Module
from app.operators.checks.operator import Operator

_AS_PLAIN = {"json.loads", "builtins.len", "builtins.int", "builtins.float", "builtins.bytes", "base64.b64decode"}
_LOOKS = {"builtins.isinstance", "builtins.type", "builtins.callable"}
_METHODS = (frozenset(dir(bytes)) | frozenset(dir(str))) - {"read"}


@dataclass(frozen=True)
class Lack:
    """``insides`` are the ``subject.value`` that are taken, ``reads`` the calls of ``read`` on them.

    ``test`` is the isinstance before it, None where there is none. ``is_buffer`` tells which form is handled.
    """

    variant: str
    is_buffer: bool
    subject: ast.expr
    place: ast.expr
    test: Test | None
    insides: tuple[ast.Attribute, ...]
    reads: tuple[ast.Call, ...]
    is_fixable: bool


def lacks(operator: Operator, module: Module) -> Iterator[Lack]:
    """Every such place of a module; none in a function that names both forms or is ready for either."""
    for function in module.functions:
        forms = Forms(operator, module, function)
        if (
            not any(isinstance(node, ast.Attribute) and node.attr == "value" for node in forms.nodes)
            or forms.is_ready()
        ):
            continue
        cases = forms.cases()
        for variant in (BYTES, TEXT):
            named = cases & {f"{variant}_Buffer", PLAIN[variant]}
            if not named:
                yield from _untested(forms, variant)
            elif len(named) == 1:
                yield from _tested(forms, variant)


def _tested(forms: Forms, variant: str) -> Iterator[Lack]:
    tests = [test for test in forms.tests() if CASES[test.case] == variant]
    for test in tests:
        same = forms.same(test.subject)
        inside = {node for other in tests if ast.dump(other.subject) in same for node in _positive(forms, other)}
        asked = {node for other in tests for node in ast.walk(other.node)}
        elsewhere = set(forms.nodes) - inside - asked
        insides = forms.insides(test.subject)
        if any(node in elsewhere for node in insides) or forms.is_handed_on(test.subject, elsewhere):
            continue
        taken = tuple(node for node in insides if node in set(_positive(forms, test)))
        if taken:
            yield _after(forms, variant, test, taken)


def _after(forms: Forms, variant: str, test: Test, taken: tuple[ast.Attribute, ...]) -> Lack:
    is_buffer = test.case.endswith("_Buffer")
    reads, are_all = _reads(forms, taken)
    is_fixable = bool(reads) and are_all if is_buffer else not reads
    if isinstance(test.decides, ast.IfExp):
        is_fixable = is_fixable and not test.is_negated and test.decides.test is test.node
    return Lack(variant, is_buffer, test.subject, test.node, test, taken, reads, is_fixable)


def _positive(forms: Forms, test: Test) -> list[ast.AST]:
    """What runs only where the test holds; for ``if not …``, everything outside that branch."""
    decides = test.decides
    if isinstance(decides, ast.IfExp):
        return list(ast.walk(decides.orelse if test.is_negated else decides.body))
    branch = [node for statement in decides.body for node in ast.walk(statement)]
    if not test.is_negated:
        return branch
    outside = set(branch) | set(ast.walk(decides.test))
    return [node for node in forms.nodes if node not in outside]


def _untested(forms: Forms, variant: str) -> Iterator[Lack]:
    for node in forms.nodes:
        if not isinstance(node, ast.Attribute) or node.attr != "value" or forms.variant(node.value) != variant:
            continue
        if not isinstance(node.value, ast.Name | ast.Attribute) or _is_tested(forms, node):
            continue
        reads, are_all = _reads(forms, (node,))
        is_sure = kind_of(forms.operator, forms.module, node.value) == variant
        if reads:
            yield Lack(variant, True, node.value, reads[0], None, (node,), reads, are_all)
        elif is_sure and any(_as_plain(forms.module, one) for one in [node, *_loads(forms, node)]):
            yield Lack(variant, False, node.value, node, None, (node,), (), True)


def _is_tested(forms: Forms, inside: ast.Attribute) -> bool:
    """Any question at all about the subject, or about what is inside it: then nothing is taken for granted."""
    same = forms.same(inside.value) | forms.same(inside)
    conditions = [node.test for node in forms.nodes if isinstance(node, ast.If | ast.IfExp | ast.While | ast.Assert)]
    looks = [call for call in forms.calls if forms.module.qualified(call.func) in _LOOKS]
    return any(ast.dump(part) in same for node in [*conditions, *looks] for part in ast.walk(node))


def _reads(forms: Forms, insides: tuple[ast.Attribute, ...]) -> tuple[tuple[ast.Call, ...], bool]:
    """The calls of ``read``, and whether nothing else is done with what is inside."""
    uses = [use for node in insides for use in (_loads(forms, node) if forms.names_of(node) else [node])]
    reads = [_read(forms.module, use) for use in uses]
    return tuple(read for read in reads if read is not None), None not in reads


def _read(module: Module, use: ast.expr) -> ast.Call | None:
    method = module.parents.get(use)
    call = module.parents.get(method) if isinstance(method, ast.Attribute) and method.attr == "read" else None
    return call if isinstance(call, ast.Call) and call.func is method and not call.args else None


def _loads(forms: Forms, inside: ast.Attribute) -> list[ast.expr]:
    return [load for name in forms.names_of(inside) for load in forms.loads(name)]


def _as_plain(module: Module, use: ast.expr) -> bool:
    outer = module.parents.get(use)
    if isinstance(outer, ast.Attribute):
        return outer.attr in _METHODS
    if isinstance(outer, ast.Subscript):
        return outer.value is use
    return isinstance(outer, ast.Call) and use in outer.args and module.qualified(outer.func) in _AS_PLAIN
