"""What ``init`` keeps on ``self`` and ``process`` looks for there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.operators.checks.environment.guards import expects
from app.operators.checks.module import FUNCTIONS, Function, Module
from app.operators.checks.operator import Operator
from app.operators.checks.rule import Found, Rule, Severity

_ASKING = frozenset({"hasattr", "getattr", "vars"})
_DYNAMIC = frozenset({"__getattr__", "__getattribute__", "__new__", "__setattr__"})
_DEEPEST = 5


@dataclass
class _Uses:
    """Attributes of self in one method and the methods that it calls, each with its first place."""

    read: dict[str, tuple[Module, ast.Attribute]] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)


def check(operator: Operator) -> Iterator[Found]:
    """Without the adapter, ``init`` and ``process`` belong to two instances."""
    methods = operator.methods
    init, process = methods.get("init"), methods.get("process")
    if init is None or process is None or operator.entry_class is None:
        return
    family = list(_family(operator, *operator.entry_class))
    functions = {item.name: (module, item) for module, owner in reversed(family) for item in _methods(owner)}
    if _DYNAMIC & set(functions) or any(isinstance(base, str) and not _is_known(base) for base in _bases(operator)):
        return
    made = _uses(functions, "__init__")
    shared = {name for _, owner in family for name in _class_level(owner)}
    early, late = _uses(functions, init.node.name), _uses(functions, process.node.name)
    for name, (module, node) in late.read.items():
        settled = late.stored | late.asked | set(functions)
        if name in early.stored and name not in settled and not expects(module, node, {"AttributeError"}):
            found = _judged(operator, module, node, has_first_value=name in made.stored | shared)
            if found is not None:
                yield found


def _judged(operator: Operator, module: Module, node: ast.Attribute, *, has_first_value: bool) -> Found | None:
    name = module.source(node)
    if operator.adapter:
        what = "finds it because the studio makes one instance for both; the plain toolchain makes two"
        severity = Severity.INFORMATION
    elif has_first_value:
        what = "still finds the first value: the toolchain makes another instance for process"
        severity = Severity.WARNING
    else:
        what = "does not find it: the toolchain makes another instance for process"
        severity = Severity.ERROR
    if operator.adapter and has_first_value:
        return None
    return Found(module.place(node), {"name": name, "what": what}, severity)


def _uses(functions: dict[str, tuple[Module, Function]], start: str) -> _Uses:
    found, waiting, seen = _Uses(), [start], set[str]()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in functions:
            continue
        seen.add(name)
        module, function = functions[name]
        for node in _of_self(function):
            _note(found, module, node)
            if node.attr in functions:
                waiting.append(node.attr)
        found.asked |= _asked(function)
    return found


def _note(found: _Uses, module: Module, node: ast.Attribute) -> None:
    parent = module.parents.get(node)
    counts_up = isinstance(parent, ast.AugAssign) and parent.target is node
    if isinstance(node.ctx, ast.Store) and not counts_up:
        found.stored.add(node.attr)
    elif isinstance(node.ctx, ast.Load) or counts_up:
        found.read.setdefault(node.attr, (module, node))


def _of_self(function: Function) -> list[ast.Attribute]:
    """The attributes of the first parameter, in the text's order; none where that is a class or nothing."""
    arguments = [*function.args.posonlyargs, *function.args.args]
    named = {one.id for one in function.decorator_list if isinstance(one, ast.Name)}
    if not arguments or named & {"classmethod", "staticmethod"}:
        return []
    nodes = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == arguments[0].arg
    ]
    return sorted(nodes, key=lambda node: (node.lineno, node.col_offset))


def _asked(function: Function) -> set[str]:
    """Names that the code asks about before it uses them."""
    calls = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ASKING
    ]
    constants = [part.value for call in calls for part in call.args if isinstance(part, ast.Constant)]
    return {value for value in constants if isinstance(value, str)}


def _family(
    operator: Operator, module: Module, owner: ast.ClassDef, depth: int = 0
) -> Iterator[tuple[Module, ast.ClassDef]]:
    yield module, owner
    for base in operator.bases(module, owner) if depth < _DEEPEST else ():
        if not isinstance(base, str):
            yield from _family(operator, *base, depth + 1)


def _bases(operator: Operator) -> Iterator[tuple[Module, ast.ClassDef] | str]:
    if operator.entry_class is not None:
        for module, owner in _family(operator, *operator.entry_class):
            yield from operator.bases(module, owner)


def _is_known(base: str) -> bool:
    """Classes that bring no attributes of their own."""
    return base.startswith(("@exports.", "abc.", "typing.")) or base == "builtins.object"


def _methods(owner: ast.ClassDef) -> list[Function]:
    return [item for item in owner.body if isinstance(item, FUNCTIONS)]


def _class_level(owner: ast.ClassDef) -> set[str]:
    """Names that the class itself holds; an annotation alone gives no value."""
    found = {item.name for item in owner.body if isinstance(item, (*FUNCTIONS, ast.ClassDef))}
    for item in owner.body:
        if isinstance(item, ast.Assign) or (isinstance(item, ast.AnnAssign) and item.value is not None):
            found |= {
                node.id for node in ast.walk(item) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            }
    return found


RULE = Rule(
    code="state-across-methods",
    severity=Severity.ERROR,
    sentence="init sets {name}, and process {what}.",
    help="To have it work everywhere, keep the value in the module: give it a first value at the top level, and set it "
    "in init with a global statement. Otherwise build with the adapter, which makes one instance.",
    check=check,
)
