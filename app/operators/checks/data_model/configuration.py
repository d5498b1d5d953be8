"""Finding what holds the configuration that ``init`` was given, or its properties, under whatever name."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.operators.checks.module import Module
from app.operators.checks.operator import Operator

_PASSING_ON = {"builtins.list", "builtins.tuple", "builtins.sorted", "builtins.reversed", "builtins.dict"}
_DEEPEST = 4


@dataclass(frozen=True)
class Loop:
    """A loop over the properties: what each pair is bound to, and the nodes in which it can be used."""

    target: ast.expr
    scope: list[ast.AST]


class Configuration:
    """Looks expressions of one module up; also ``self.config`` and globals that ``init`` stored it in."""

    def __init__(self, operator: Operator, module: Module) -> None:
        self._operator = operator
        self._module = module
        self._stored = _stores(module)

    def is_whole(self, node: ast.expr, depth: int = 0) -> bool:
        """Whether an expression gives the configuration itself."""
        known = self._operator.values.of(self._module, node)
        return known == "@types.ModuleConfiguration" or (known is None and self._holds(node, self.is_whole, depth))

    def is_properties(self, node: ast.expr, depth: int = 0) -> bool:
        """Whether an expression gives the list of properties."""
        known = self._operator.values.of(self._module, node)
        if known is not None:
            return known == "@properties"
        if isinstance(node, ast.Attribute) and node.attr == "properties" and self.is_whole(node.value):
            return True
        return self._holds(node, self.is_properties, depth)

    def loops(self) -> Iterator[Loop]:
        """Every loop over the properties, whether or not it asks for ``items()``."""
        for node in self._module.all(ast.For):
            if self.is_pairs(node.iter):
                yield Loop(node.target, [*node.body, *node.orelse])
        for generator in self._module.all(ast.comprehension):
            if self.is_pairs(generator.iter):
                yield Loop(generator.target, [self._module.parents[generator]])

    def is_pairs(self, node: ast.expr) -> bool:
        """Whether an expression gives the properties one pair after the other, or is meant to."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "items":
            return self.is_pairs(node.func.value)
        if isinstance(node, ast.Call) and node.args and self._module.qualified(node.func) in _PASSING_ON:
            return self.is_pairs(node.args[0])
        return isinstance(node, ast.Name | ast.Attribute) and self.is_properties(node)

    def _holds(self, node: ast.expr, test: Callable[[ast.expr, int], bool], depth: int) -> bool:
        if depth > _DEEPEST:
            return False
        values = [value for value in self._stored.get(_key(self._module, node), []) if not _is_none(value)]
        return bool(values) and all(test(value, depth + 1) for value in values)


def _stores(module: Module) -> dict[object, list[ast.expr]]:
    """What is stored in attributes of self, by class, and in globals."""
    found: dict[object, list[ast.expr]] = defaultdict(list)
    shared = {name for node in module.all(ast.Global) for name in node.names}
    assignments: list[ast.Assign | ast.AnnAssign] = [*module.all(ast.Assign), *module.all(ast.AnnAssign)]
    for node in assignments:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            at_top = module.function_of(node) is None or getattr(target, "id", "") in shared
            if node.value is not None and (isinstance(target, ast.Attribute) or at_top):
                found[_key(module, target)].append(node.value)
    return found


def _key(module: Module, node: ast.expr) -> object:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}:
        return module.class_of(node), node.attr
    return node.id if isinstance(node, ast.Name) else None


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
