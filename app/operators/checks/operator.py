"""A project as the rules see it: its modules, the entry class, and the two methods."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.operators.checks.module import FUNCTIONS, Function, Module, module_name
from app.operators.checks.rule import Place
from app.operators.checks.values import Values
from app.operators.kinds import ApiVersion, Kind
from app.operators.names import entry_path
from app.operators.worlds import world

METHODS = ("init", "process")
_ROLES = {
    Kind.MAP: ("message",),
    Kind.FILTER: ("message",),
    Kind.BRANCH: ("timestamp", "message"),
    Kind.ACCUMULATE: ("staged", "messages"),
    Kind.DELAY: ("message", "timestamp"),
}


@dataclass(frozen=True)
class Method:
    """``init`` or ``process`` of the entry class, wherever it is inherited from."""

    module: Module
    owner: ast.ClassDef
    node: Function

    @property
    def is_static(self) -> bool:
        """Whether it is called without self."""
        return any(isinstance(one, ast.Name) and one.id == "staticmethod" for one in self.node.decorator_list)

    @property
    def is_plain(self) -> bool:
        """Whether no decorator changes how it is called."""
        names = [one.id for one in self.node.decorator_list if isinstance(one, ast.Name)]
        return len(names) == len(self.node.decorator_list) and set(names) <= {"staticmethod", "classmethod", "override"}

    @property
    def parameters(self) -> list[ast.arg]:
        """The positional parameters that a caller fills, without self."""
        arguments = [*self.node.args.posonlyargs, *self.node.args.args]
        return arguments if self.is_static else arguments[1:]


@dataclass(frozen=True)
class Operator:
    """``modules`` are those that could be parsed, by path. ``provided`` are the top-level modules of the project's
    packages, None while that is not known. ``files`` is every path with its text, None for what is not text;
    ``reading`` are full names of functions of packages that read data files, with the package of each.
    """

    kind: Kind
    api_version: ApiVersion
    name: str
    adapter: bool
    modules: Mapping[str, Module]
    files: Mapping[str, str | None] = field(default_factory=dict)
    provided: frozenset[str] | None = frozenset()
    reading: Mapping[str, str] = field(default_factory=dict)

    @property
    def bindings(self) -> str:
        """The package of the bindings, such as ``map_impl``."""
        return world(self.kind, self.api_version).module

    @property
    def wanted_class(self) -> str:
        """The name that the entry class must have."""
        return self.kind.entry_class

    @property
    def entry(self) -> Module | None:
        """The entry file; None where it is missing or cannot be parsed."""
        return self.modules.get(entry_path(self.name))

    @cached_property
    def local_modules(self) -> frozenset[str]:
        """Dotted names of the project's own modules and packages, also of those that cannot be parsed."""
        names = [module_name(path) for path in self.files if path.endswith(".py")]
        return frozenset(".".join(name.split(".")[:n]) for name in names for n in range(1, name.count(".") + 2))

    @cached_property
    def entry_class(self) -> tuple[Module, ast.ClassDef] | None:
        """The class that the toolchain makes instances of, also where it is imported from another file."""
        return None if self.entry is None else self.find_class(self.entry, self.wanted_class)

    @cached_property
    def methods(self) -> dict[str, Method]:
        """``init`` and ``process`` as far as they are there."""
        if self.entry_class is None:
            return {}
        found = {name: self._method(*self.entry_class, name) for name in METHODS}
        return {name: method for name, method in found.items() if method is not None}

    @cached_property
    def values(self) -> Values:
        """What kind of value an expression gives, as far as the text tells."""
        return Values(self)

    def role(self, method: Method, role: str) -> ast.arg | None:
        """The parameter with this role: message, messages, staged or timestamp of process, configuration of init.

        With too many parameters, as some published examples have, those at the end count.
        """
        roles = ("configuration",) if method.node.name == "init" else _ROLES[self.kind]
        given = method.parameters[-len(roles) :]
        return dict(zip(roles[-len(given) :], given, strict=True)).get(role) if given else None

    def place_of_entry(self) -> Place:
        """The start of the entry file, for what has no line of its own."""
        return Place(entry_path(self.name), 1, 1, 1, None)

    def find_class(self, module: Module, name: str, depth: int = 0) -> tuple[Module, ast.ClassDef] | None:
        """A class at a module's top level, through the project's own imports."""
        for node in reversed(module.tree.body):  # of two the later one counts
            if isinstance(node, ast.ClassDef) and node.name == name:
                return module, node
        full = module.names.imported().get(name)
        return self._imported_class(full, depth) if full and depth < 5 else None

    def bases(self, module: Module, node: ast.ClassDef) -> Iterator[tuple[Module, ast.ClassDef] | str]:
        """The bases of a class: a class of the project, or the full name of anything else ("" where unknown)."""
        for base in node.bases:
            full = module.qualified(base)
            local = self.find_class(module, base.id) if isinstance(base, ast.Name) else self._imported_class(full, 0)
            yield local if local is not None else (full or "")

    def _imported_class(self, full: str | None, depth: int) -> tuple[Module, ast.ClassDef] | None:
        owner, _, name = (full or "").rpartition(".")
        target = next((module for module in self.modules.values() if module.name == owner), None)
        return None if target is None else self.find_class(target, name, depth + 1)

    def _method(self, module: Module, owner: ast.ClassDef, name: str, depth: int = 0) -> Method | None:
        for node in reversed(owner.body):  # of two the later one counts
            if isinstance(node, FUNCTIONS) and node.name == name:
                return Method(module, owner, node)
        for base in self.bases(module, owner) if depth < 5 else ():
            if not isinstance(base, str) and (found := self._method(*base, name, depth + 1)):
                return found
        return None
