"""What the modules of packages import, and when: hostile text, read only in the child that fetched it.

``direct`` imports stand in a module's body itself, so that they happen whenever it is imported and their failure is
its failure. ``guarded`` ones stand in ``try``, ``if``, ``with``, loops or classes: whether they happen, and whether it
matters, is not known. ``lazy`` ones stand in functions.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
_LARGEST = 2_000_000  # bytes of one module; a larger one is a table of data


class When(IntEnum):
    """How sure it is that code runs when its module is imported."""

    DIRECT = 0
    GUARDED = 1
    LAZY = 2


@dataclass(frozen=True)
class Import:
    """One imported name; ``is_module`` where it must be a module, and not perhaps something in one."""

    name: str
    line: int
    when: When
    is_module: bool = True


@dataclass(frozen=True)
class Source:
    """One module of a package: its dotted name, its path, and its text, None where Python could not read it."""

    name: str
    path: str
    tree: ast.Module | None = field(repr=False)

    @property
    def package(self) -> str:
        """What relative imports start from."""
        return self.name if self.path.endswith("__init__.py") else self.name.rpartition(".")[0]


def source(path: str, content: bytes) -> Source:
    """Read a module; one that is too large or no Python has no tree."""
    parts = path.removesuffix(".py").split("/")
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    try:
        tree = ast.parse(content) if len(content) <= _LARGEST else None
    except _UNREADABLE:
        tree = None
    return Source(name, path, tree)


def nodes(tree: ast.AST) -> Iterator[tuple[ast.AST, When]]:
    """Every node with when it runs, in no particular order; without recursion, since nesting has no bound."""
    waiting: list[tuple[ast.AST, When]] = [(tree, When.DIRECT)]
    while waiting:
        node, when = waiting.pop()
        yield node, when
        if isinstance(node, ast.If) and _only_for_types(node.test):
            waiting += ((child, when) for child in node.orelse)
            continue
        inner = _within(node, when)
        waiting += ((child, inner) for child in ast.iter_child_nodes(node))


def imports(module: Source) -> list[Import]:
    """Everything that a module imports; ``from a import b`` names ``a`` and ``a.b``."""
    if module.tree is None:
        return []
    return [found for node, when in nodes(module.tree) for found in _imported(node, when, module)]


def missing_at_import(
    start: str, graph: Mapping[str, list[Import]], missing: Collection[str]
) -> tuple[str, Import] | None:
    """The first import of a missing module that importing ``start`` is sure to meet: in which module, and which."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in graph:
            continue
        seen.add(name)
        for found in graph[name]:
            if found.when is not When.DIRECT:
                continue
            if found.name.partition(".")[0] not in graph and _lacks(found.name, missing):
                return name, found
            waiting += _with_parents(found.name)
    return None


def lazy(graph: Mapping[str, list[Import]], known: Collection[str]) -> list[str]:
    """Modules that functions import, as far as they are there: in these packages, or in ``known`` (top-level names)."""
    modules = {
        found.name
        for name, all_found in graph.items()
        if not _is_test(name)
        for found in all_found
        if found.when is When.LAZY and (found.name in graph or (found.is_module and _is_known(found.name, known)))
    }
    return sorted(modules)


def _is_known(name: str, known: Collection[str]) -> bool:
    return name.partition(".")[0] in known


def _within(node: ast.AST, when: When) -> When:
    if isinstance(node, _FUNCTIONS):
        return When.LAZY
    if isinstance(node, (ast.Module, ast.Import, ast.ImportFrom)):
        return when
    return max(when, When.GUARDED)


def _imported(node: ast.AST, when: When, module: Source) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield Import(alias.name, node.lineno, when)
    elif isinstance(node, ast.ImportFrom):
        base = base_of(node, module)
        if base and base != "__future__":
            yield Import(base, node.lineno, when)
            for alias in node.names:
                yield Import(f"{base}.{alias.name}", node.lineno, when, is_module=False)


def base_of(node: ast.ImportFrom, module: Source) -> str:
    """The full name of the module that ``from … import`` names; empty where it leads out of every package."""
    if not node.level:
        return node.module or ""
    parts = module.package.split(".")
    above = parts[: len(parts) - node.level + 1]
    return ".".join([*above, node.module] if node.module else above)


def _lacks(name: str, missing: Collection[str]) -> bool:
    """``concurrent.futures.process`` may be missing where ``concurrent`` is not."""
    return any(part in missing for part in _with_parents(name))


def _with_parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _is_test(name: str) -> bool:
    return not {"test", "tests", "testing", "conftest"}.isdisjoint(name.split("."))


def _only_for_types(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"
