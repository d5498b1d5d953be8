"""One source file, parsed and indexed."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import TypeVar

from app.operators.checks.flow import children
from app.operators.checks.names import Names
from app.operators.checks.rule import Place

Node = TypeVar("Node", bound=ast.AST)
Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BYTE_ORDER_MARK = "\ufeff"
# What ends a line for Python, libcst, ruff and ty alike; a form feed, \x85 or \u2028 does not.
_LINE_END = re.compile(r"\r\n?|\n")


class Module:
    """A file of the project; ``name`` is its dotted name.

    SyntaxError, ValueError, RecursionError or MemoryError if it cannot be parsed.
    """

    def __init__(self, path: str, text: str, bindings: str) -> None:
        self.path = path
        self.name = module_name(path)
        self.text = text.removeprefix(BYTE_ORDER_MARK)
        self.mark = BYTE_ORDER_MARK if self.text != text else ""
        self.lines = lines(self.text)
        self.tree = ast.parse(self.text, path)
        self.parents: dict[ast.AST, ast.AST] = {}  # the node around each node
        self._bindings = bindings
        self._functions: dict[ast.AST, Function | None] = {self.tree: None}
        self._by_type: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
        self._sorted: dict[type[ast.AST], list[ast.AST]] = {}
        self._index()

    def _index(self) -> None:
        nodes: list[ast.AST] = [self.tree]
        for node in nodes:  # the list grows
            self._by_type[type(node)].append(node)
            function = node if isinstance(node, FUNCTIONS) else self._functions[node]
            for child in children(node):
                self.parents[child] = node
                self._functions[child] = function
                nodes.append(child)

    @cached_property
    def names(self) -> Names:
        """What its names mean, as far as imports say."""
        return Names(self, self._bindings)

    def all(self, kind: type[Node]) -> Sequence[Node]:
        """Every node of this very type in the order of the text."""
        if kind not in self._sorted:
            self._sorted[kind] = sorted(self._by_type[kind], key=_position)
        return self._sorted[kind]  # type: ignore[return-value]

    @cached_property
    def functions(self) -> list[Function]:
        """Every function and method."""
        return [*self.all(ast.FunctionDef), *self.all(ast.AsyncFunctionDef)]

    @cached_property
    def import_statements(self) -> list[ast.Import | ast.ImportFrom]:
        """Every import statement in the order of the text."""
        return sorted([*self.all(ast.Import), *self.all(ast.ImportFrom)], key=_position)

    def qualified(self, node: ast.AST | None) -> str | None:
        """The full name behind an expression such as ``types.Message``; see ``Names.qualified``."""
        return self.names.qualified(node)

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around a node, the nearest first."""
        while (parent := self.parents.get(node)) is not None:
            yield parent
            node = parent

    def function_of(self, node: ast.AST) -> Function | None:
        """The nearest function around a node."""
        return self._functions.get(node)

    def class_of(self, node: ast.AST) -> ast.ClassDef | None:
        """The nearest class around a node."""
        return next((outer for outer in self.around(node) if isinstance(outer, ast.ClassDef)), None)

    def runs_at_build(self, node: ast.AST) -> bool:
        """Whether this is top-level code, which runs while the component is built: not inside a function's body.

        Decorators, defaults and annotations of a function stand outside its body.
        """
        inner = node
        for outer in self.around(node):
            if isinstance(outer, ast.Lambda) and inner is outer.body:
                return False
            if isinstance(outer, FUNCTIONS) and inner in outer.body:
                return False
            inner = outer
        return not _is_main_guard_or_typing(self, node)

    def place(self, node: ast.AST) -> Place:
        """Where a node stands."""
        line, end_line = getattr(node, "lineno", 1), getattr(node, "end_lineno", None)
        start = self._column(line, getattr(node, "col_offset", 0))
        end = None if end_line is None else self._column(end_line, getattr(node, "end_col_offset", 0))
        return Place(self.path, line, start, end_line, end)

    def head(self, node: ast.ClassDef | Function) -> Place:
        """Where a class or a function is named: its first line without decorators."""
        whole = self.place(node)
        line = self.lines[node.lineno - 1]
        return Place(self.path, whole.line, whole.column, whole.line, len(line.rstrip()) + 1)

    def source(self, node: ast.AST) -> str:
        """The text of a node, on one line and bounded."""
        text = ast.get_source_segment(self.text, node) or ""
        flat = " ".join(text.split())
        return flat if len(flat) <= 60 else flat[:57] + "…"

    def _column(self, line: int, offset: int) -> int:
        """ast counts bytes of UTF-8 from 0."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return (offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))) + 1


@lru_cache(maxsize=8)
def lines(text: str) -> Sequence[str]:
    """The lines of a source without their ends, counted as ast counts them."""
    return tuple(_LINE_END.split(text))


def module_name(path: str) -> str:
    """``pkg/mod.py`` is ``pkg.mod``, ``pkg/__init__.py`` is ``pkg``."""
    parts = PurePosixPath(path).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def _position(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _is_main_guard_or_typing(module: Module, node: ast.AST) -> bool:
    """Code below ``if __name__ == "__main__"`` or ``if TYPE_CHECKING`` never runs in a component."""
    inner = node
    for outer in module.around(node):
        if isinstance(outer, ast.If) and inner in outer.body and _never(outer.test):
            return True
        inner = outer
    return False


def _never(test: ast.expr) -> bool:
    if isinstance(test, ast.Compare) and isinstance(test.left, ast.Name):
        return test.left.id == "__name__"
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"
