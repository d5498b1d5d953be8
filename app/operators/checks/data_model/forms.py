"""Where a function tells buffers and plain content apart, and where it takes what is inside.

A subject is an expression such as ``message.payload`` that holds a buffer-or-bytes or a buffer-or-string.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from app.operators.checks.data_model.bindings import BYTES, CALLS, TEXT
from app.operators.checks.data_model.calls import kind_of, stores
from app.operators.checks.flow import own_nodes
from app.operators.checks.module import Function, Module
from app.operators.checks.operator import Operator

CASES = {f"{BYTES}_Buffer": BYTES, f"{BYTES}_Bytes": BYTES, f"{TEXT}_Buffer": TEXT, f"{TEXT}_String": TEXT}
_FIELDS = {"payload": BYTES, "topic": BYTES, "frame": BYTES, "content_type": TEXT}
_LOOKING = {"isinstance", "type", "len", "str", "repr", "print", "hasattr", "id", "bool", "format", "log"}


@dataclass(frozen=True)
class Test:
    """``isinstance(subject, case)`` that decides an ``if`` or a conditional expression."""

    node: ast.Call
    case: str
    decides: ast.If | ast.IfExp
    is_negated: bool

    @property
    def subject(self) -> ast.expr:
        """What is looked at."""
        return self.node.args[0]


class Forms:
    """One function of a module."""

    def __init__(self, operator: Operator, module: Module, function: Function) -> None:
        self.operator = operator
        self.module = module
        self.nodes = list(own_nodes(function))
        self.calls = [node for node in self.nodes if isinstance(node, ast.Call)]
        stored = stores(function)
        self._named = {
            node.targets[0].id: node.value
            for node in self.nodes
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            if stored[node.targets[0].id] == node.targets  # nothing else is ever assigned to it
        }

    def cases(self) -> set[str]:
        """Every case that is named here, for example in a test or a pattern; values that are made do not count."""
        made = {call.func for call in self.calls}
        parts = [node for node in self.nodes if isinstance(node, ast.Name | ast.Attribute) and node not in made]
        return {full for node in parts if (full := self.module.qualified(node)) in CASES}

    def is_ready(self) -> bool:
        """Whether the function asks for ``read``, or catches its absence: then it can take either form."""
        asks = any(
            self.module.qualified(call.func) in {"builtins.hasattr", "builtins.getattr"} and "'read'" in ast.dump(call)
            for call in self.calls
        )
        caught = [node for node in self.nodes if isinstance(node, ast.ExceptHandler) and node.type is not None]
        return asks or any("AttributeError" in ast.dump(node.type) for node in caught if node.type)

    def tests(self) -> Iterator[Test]:
        """Tests for exactly one case, as far as they decide something at once."""
        for call in self.calls:
            if self.module.qualified(call.func) == "builtins.isinstance" and len(call.args) == 2:
                case = self.module.qualified(call.args[1])
                if case in CASES and (decided := self._decided(call)):
                    yield Test(call, case, *decided)

    def same(self, subject: ast.expr) -> set[str]:
        """Dumps of every expression that stands for the subject: itself, and names that hold it."""
        found = {ast.dump(subject)}
        if isinstance(subject, ast.Name) and subject.id in self._named:
            found.add(ast.dump(self._named[subject.id]))
        return found | {_dump_of(name) for name, value in self._named.items() if ast.dump(value) in found}

    def insides(self, subject: ast.expr) -> list[ast.Attribute]:
        """Every ``subject.value``."""
        same = self.same(subject)
        return [
            node
            for node in self.nodes
            if isinstance(node, ast.Attribute) and node.attr == "value" and ast.dump(node.value) in same
        ]

    def is_handed_on(self, subject: ast.expr, within: set[ast.AST]) -> bool:
        """Whether the subject is given whole to a function of the project or the library."""
        same = self.same(subject)
        return any(
            any(ast.dump(argument) in same for argument in [*call.args, *(one.value for one in call.keywords)])
            for call in self.calls
            if call in within and not self._only_looks(call)
        )

    def variant(self, subject: ast.expr) -> str | None:
        """The variant of a subject; also told by its field's name where nothing is known of its owner."""
        kind = kind_of(self.operator, self.module, subject)
        if kind in {BYTES, TEXT}:
            return kind
        if kind is not None or not isinstance(subject, ast.Attribute):
            return None
        return None if kind_of(self.operator, self.module, subject.value) else _FIELDS.get(subject.attr)

    def names_of(self, inside: ast.Attribute) -> list[str]:
        """Names that hold this very ``subject.value``."""
        return [name for name, value in self._named.items() if value is inside]

    def loads(self, name: str) -> list[ast.Name]:
        """Where a name is used."""
        return [n for n in self.nodes if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)]

    def _only_looks(self, call: ast.Call) -> bool:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        return name in _LOOKING or self.module.qualified(call.func) in CALLS

    def _decided(self, call: ast.Call) -> tuple[ast.If | ast.IfExp, bool] | None:
        negated = False
        inner: ast.AST = call
        for outer in self.module.around(call):
            if isinstance(outer, ast.If | ast.IfExp):
                return (outer, negated) if inner is outer.test else None
            if isinstance(outer, ast.UnaryOp) and isinstance(outer.op, ast.Not):
                negated = not negated
            elif not isinstance(outer, ast.BoolOp):
                return None
            inner = outer
        return None


def _dump_of(name: str) -> str:
    return ast.dump(ast.Name(name, ast.Load()))
