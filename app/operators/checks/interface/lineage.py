"""What the entry class is made of: itself and its bases, as far as they are known."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.operators.checks.module import FUNCTIONS, Module
from app.operators.checks.operator import Operator

_HARMLESS_BASES = {"builtins.object", "abc.ABC", "typing.Protocol"}
_HARMLESS_DECORATORS = {"dataclasses.dataclass", "typing.final"}
_FROM_BINDINGS = "@exports."


@dataclass
class Lineage:
    """``classes`` begin with the entry class. ``is_known`` is False where a base, a decorator or a metaclass may add
    or change methods; ``is_abstract`` where a class of the bindings is among the bases, which demands both methods.
    """

    classes: list[tuple[Module, ast.ClassDef]] = field(default_factory=list)
    is_known: bool = True
    is_abstract: bool = False

    def binds(self, name: str) -> bool:
        """Whether a class body makes something of that name, however."""
        return any(name in bound_in(node) for _, node in self.classes)


def lineage(operator: Operator) -> Lineage | None:
    """Of the entry class; None where there is no class that can be read."""
    if operator.entry_class is None:
        return None
    found = Lineage()
    waiting = [operator.entry_class]
    while waiting:
        module, node = waiting.pop(0)
        found.classes.append((module, node))
        found.is_known &= has_known_decorators(module, node) and not node.keywords
        for base in _bases(operator, module, node):
            if not isinstance(base, str):
                waiting += [base] if all(base[1] is not seen for _, seen in found.classes) else []
            elif base.startswith(_FROM_BINDINGS):
                found.is_abstract = True
            else:
                found.is_known &= base in _HARMLESS_BASES
    return found


def has_known_decorators(module: Module, node: ast.ClassDef) -> bool:
    """Whether nothing around a class can change its methods."""
    bare = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
    return all(module.qualified(one) in _HARMLESS_DECORATORS for one in bare)


def bound_in(node: ast.ClassDef) -> list[str]:
    """Every name that a class body binds, once for each time."""
    found: list[str] = []
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        item = waiting.pop()
        if isinstance(item, (*FUNCTIONS, ast.ClassDef)):
            found.append(item.name)
        elif isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store):
            found.append(item.id)
        elif isinstance(item, ast.alias):
            found.append(item.asname or item.name)
        else:
            waiting.extend(ast.iter_child_nodes(item))
    return found


def _bases(operator: Operator, module: Module, node: ast.ClassDef) -> Iterator[tuple[Module, ast.ClassDef] | str]:
    """As ``Operator.bases``; in ``class Map(Map)`` the base is what was imported under that name before."""
    for written, base in zip(node.bases, operator.bases(module, node), strict=True):
        is_itself = not isinstance(base, str) and base[1] is node
        yield (module.qualified(written) or "") if is_itself else base
