"""When which code of a project runs: while the component is built, or later, for init and the messages.

Told by names alone: a function counts as reached as soon as reached code mentions its name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import Enum, auto

from app.operators.checks.lazy import imports
from app.operators.checks.module import FUNCTIONS, Function, Module
from app.operators.checks.operator import METHODS, Operator

_AT_ONCE = frozenset({"__init__", "__new__", "__post_init__", "__init_subclass__", "__set_name__"})
_NESTED = (*FUNCTIONS, ast.Lambda)


class Phase(Enum):
    """A time at which code runs."""

    BUILD = auto()
    RUN = auto()


class Reach:
    """The reached functions of one operator."""

    def __init__(self, operator: Operator) -> None:
        self._operator = operator
        self.modules = _loaded(operator)
        self._named: dict[str, list[Function | ast.ClassDef]] = {}
        for module in self.modules:
            for node in (*module.functions, *module.all(ast.ClassDef)):
                self._named.setdefault(node.name, []).append(node)
        self._phases: dict[ast.AST, set[Phase]] = {}
        self._start()

    def at(self, module: Module, node: ast.AST) -> frozenset[Phase]:
        """The times at which a node is reached; none where nothing seen leads there."""
        if module not in self.modules or self.never(module, node):
            return frozenset()
        if module.runs_at_build(node):
            return frozenset({Phase.BUILD})
        around = [outer for outer in (node, *module.around(node)) if isinstance(outer, FUNCTIONS)]
        found = {phase for outer in around for phase in self._phases.get(outer, ())}
        inside = len(around) > 1 and around[0] is not node
        return frozenset(found | ({Phase.RUN} if found and inside else set()))

    def only_at_build(self, module: Module, node: ast.AST) -> bool:
        """Whether a node is reached while the component is built and not later."""
        return self.at(module, node) == {Phase.BUILD}

    def never(self, module: Module, node: ast.AST) -> bool:
        """Whether a node stands where code never runs in a component, as below ``if __name__ == "__main__"``."""
        if module not in self.modules:
            return True
        outside = [outer for outer in (node, *module.around(node)) if isinstance(outer, (*FUNCTIONS, ast.Lambda))]
        top = outside[-1] if outside else node
        return not module.runs_at_build(top)

    def _start(self) -> None:
        for method in self._operator.methods.values():
            self._reach(method.node, Phase.RUN)
        if not set(METHODS) & set(self._operator.methods):
            for module in self.modules:
                for function in module.functions:
                    self._reach(function, Phase.RUN)
        if (found := self._operator.entry_class) is not None:
            others = [one for one in self._named.get(found[1].name, []) if one is not found[1]]
            self._named[found[1].name] = others  # its base, such as exports.Map, is no use of it
            self._reach_class(found[1], Phase.BUILD)
        for module in self.modules:
            self._follow(_top_level(module.tree), Phase.BUILD)

    def _reach(self, function: Function, phase: Phase) -> None:
        phases = self._phases.setdefault(function, set())
        if phase not in phases:
            phases.add(phase)
            self._follow(_inside(function), phase)

    def _reach_class(self, node: ast.ClassDef, phase: Phase) -> None:
        for item in node.body:
            if isinstance(item, FUNCTIONS) and item.name.startswith("__"):
                self._reach(item, phase if item.name in _AT_ONCE else Phase.RUN)

    def _follow(self, nodes: Iterator[ast.AST], phase: Phase) -> None:
        """What is called is reached now; what is only named may be called at any later time too."""
        called: set[ast.AST] = set()
        for node in nodes:
            if isinstance(node, ast.Call):
                called.add(node.func)
            for target in self._named.get(_mention(node), ()):
                later = () if node in called else (Phase.RUN,)
                for time in (phase, *later):
                    reach = self._reach_class if isinstance(target, ast.ClassDef) else self._reach
                    reach(target, time)  # type: ignore[arg-type]


def reach_of(operator: Operator) -> Reach:
    """The reach of an operator, found out once for all rules: like a cached property, it is kept with the operator."""
    kept: dict[str, Reach] = vars(operator)
    if "reach" not in kept:
        kept["reach"] = Reach(operator)
    return kept["reach"]


def _mention(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return node.id
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _top_level(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes outside the bodies of functions, the outer ones first."""
    for child in ast.iter_child_nodes(tree):
        yield child
        if isinstance(child, _NESTED):
            outside = [*getattr(child, "decorator_list", []), *child.args.defaults, *child.args.kw_defaults]
            for part in filter(None, outside):
                yield part
                yield from _top_level(part)
        else:
            yield from _top_level(child)


def _inside(function: Function) -> Iterator[ast.AST]:
    for statement in function.body:
        yield from ast.walk(statement)


def _loaded(operator: Operator) -> list[Module]:
    """The modules that the entry file leads to. All of them where that cannot be told."""
    named = {module.name: module for module in operator.modules.values()}
    if operator.entry is None:
        return list(named.values())
    found = {operator.entry.name: operator.entry}
    waiting = [operator.entry]
    while waiting:
        for _, names in imports(waiting.pop()):
            for name in (".".join(full.split(".")[:n]) for full in names for n in range(1, full.count(".") + 2)):
                if name in named and name not in found:
                    found[name] = named[name]
                    waiting.append(named[name])
    dynamic = any(_imports_by_value(module) for module in found.values())
    return list(named.values()) if dynamic else list(found.values())


def _imports_by_value(module: Module) -> bool:
    """Whether a module imports another whose name is not written down."""
    calls = [call for call in module.all(ast.Call) if call.args and not isinstance(call.args[0], ast.Constant)]
    return any(module.qualified(call.func) in {"importlib.import_module", "builtins.__import__"} for call in calls)
