"""What the names in a module mean, told by its imports.

Names of the bindings are written with ``@`` in place of the world's package, and wherever they are re-exported under
one name: ``@types.Message``, ``@logger.Level``, ``@exports.Map``, ``@Err``. Other imports keep their full name
(``json.loads``), and builtins are ``builtins.open``.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from app.operators.checks.scopes import bound, parameters

if TYPE_CHECKING:
    from app.operators.checks.module import Function, Module

_BUILTINS = frozenset(dir(builtins))
_RESULTS = frozenset({"Ok", "Err", "Some", "Result"})  # defined in <world>/types.py, imported by every other module
_INTERFACES = frozenset(
    {"types", "hybrid_logical_clock", "logger", "metrics", "state_store", "state_store_types", "schema_registry"}
)
_IMPLS = tuple(f"{kind}_impl" for kind in ("map", "filter", "branch", "accumulate", "delay"))


class Names:
    """Resolves expressions of one module. ``bindings`` is the world's Python package, such as ``map_impl``."""

    def __init__(self, module: Module, bindings: str) -> None:
        self._module = module
        self._bindings = bindings
        self._known: dict[ast.AST, str | None] = {}
        self._imported: dict[ast.AST | None, dict[str, str]] = {}
        self._bound: dict[ast.AST, frozenset[str]] = {}
        for node in module.import_statements:
            self._imported.setdefault(module.function_of(node), {}).update(self._of_import(node))
        self._defined = frozenset(bound(module.tree))

    def qualified(self, node: ast.AST | None) -> str | None:
        """The full name of a name or of a chain of attributes; None where imports and builtins do not tell."""
        if not isinstance(node, ast.Attribute | ast.Name):
            return None
        if node not in self._known:
            self._known[node] = self._qualified(node)
        return self._known[node]

    def _qualified(self, node: ast.expr) -> str | None:
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        root = self._root(node)
        return None if root is None else canonical(".".join([root, *reversed(parts)]), self._bindings)

    def imported(self) -> Mapping[str, str]:
        """Names that top-level imports bind, with what they mean."""
        return self._canonical

    @cached_property
    def _canonical(self) -> dict[str, str]:
        return {name: canonical(full, self._bindings) for name, full in self._imported.get(None, {}).items()}

    def spelling(self, wanted: str) -> str | None:
        """How this module can write a name such as ``@types.Message``; None where no import leads there."""
        for name, full in self.imported().items():
            if name in self._typing_only:
                continue
            for prefix, inner in ((full, ""), *_inside(full)):
                if wanted == prefix or wanted.startswith(prefix + "."):
                    return name + inner + wanted[len(prefix) :]
        return None

    @cached_property
    def _typing_only(self) -> set[str]:
        """What is imported only below ``if TYPE_CHECKING``, and so is not there when the operator runs."""
        top = [node for node in self._module.import_statements if self._module.function_of(node) is None]
        there = [name for node in top if self._module.runs_at_build(node) for name in self._of_import(node)]
        return set(self.imported()) - set(there)

    def _root(self, node: ast.Name) -> str | None:
        scope = self._module.function_of(node)
        while scope is not None:
            if node.id in self._imported.get(scope, {}):
                return self._imported[scope][node.id]
            if node.id in self._bound_in(scope):
                return None
            scope = self._module.function_of(scope)
        if node.id in self._imported.get(None, {}):
            return self._imported[None][node.id]
        return f"builtins.{node.id}" if node.id in _BUILTINS and node.id not in self._defined else None

    def _bound_in(self, function: Function) -> frozenset[str]:
        if function not in self._bound:
            given = (argument.arg for argument in parameters(function))
            self._bound[function] = frozenset([*bound(function), *given])
        return self._bound[function]

    def _of_import(self, node: ast.Import | ast.ImportFrom) -> dict[str, str]:
        if isinstance(node, ast.Import):
            return {
                a.asname or a.name.partition(".")[0]: a.name if a.asname else a.name.partition(".")[0]
                for a in node.names
            }
        base = absolute(node, self._module)
        return {alias.asname or alias.name: f"{base}.{alias.name}" for alias in node.names}


def absolute(node: ast.ImportFrom, module: Module) -> str:
    """The full name of the module that ``from … import`` names."""
    if not node.level:
        return node.module or ""
    package = module.name.split(".")
    keep = len(package) - node.level + module.path.endswith("__init__.py")
    return ".".join([*package[: max(keep, 0)], *([node.module] if node.module else [])])


def canonical(full: str, bindings: str) -> str:
    """A full name with the bindings' part in the short form; the bindings of another world count as the same."""
    package, _, rest = full.partition(".")
    if package != bindings and package not in _IMPLS:
        return full
    parts = rest.split(".") if rest else []
    if parts and parts[-1] in _RESULTS:
        return f"@{parts[-1]}"
    if parts[:1] == ["imports"]:
        parts = parts[1:] or ["imports"]
    elif parts[:1] == ["types"]:
        parts = ["results", *parts[1:]]
    return "@" + ".".join(parts)


def _inside(full: str) -> list[tuple[str, str]]:
    """Other prefixes that a name leads to: ``imports`` holds every interface, and each of them holds Err."""
    found = [(f"@{interface}", f".{interface}") for interface in sorted(_INTERFACES)] if full == "@imports" else []
    if full in {"@types", "@results"}:
        found += [(f"@{name}", f".{name}") for name in sorted(_RESULTS)]
    if full == "@imports":
        found += [(f"@{name}", f".types.{name}") for name in sorted(_RESULTS)]
    return found
