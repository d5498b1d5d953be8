"""Rewriting one file through libcst, which keeps comments and layout.

A fix finds the nodes it wants to change by the places that the check found, says what to put there, and may ask for
imports. Everything happens in one pass at the end. No file comes here that Python's own parser has not
accepted: libcst's can take the whole process down.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, ParentNodeProvider, PositionProvider

from app.operators.checks.importing import brought, with_imports
from app.operators.checks.rule import Place

if TYPE_CHECKING:
    from app.operators.checks.module import Module
    from app.operators.checks.operator import Operator

Node = TypeVar("Node", bound=cst.CSTNode)
# mypy takes an abstract class for no class at all
EXPRESSION: type[cst.BaseExpression] = cst.BaseExpression  # type: ignore[type-abstract]
Point = tuple[int | None, int | None]
New = cst.CSTNode | cst.RemovalSentinel | cst.FlattenSentinel[cst.CSTNode]


class CannotFix(Exception):
    """The place does not look as the fix expects; the finding then stays."""


class Edit:
    """One fix at work on one module."""

    def __init__(self, operator: Operator, module: Module) -> None:
        self.operator = operator
        self.module = module
        self._wrapper = MetadataWrapper(cst.parse_module(module.text), unsafe_skip_copy=True)
        if self._wrapper.module.code != module.text:  # such as a form feed before a statement
            raise CannotFix("libcst would not keep the rest of the file as it is")
        self._starting = _by_start(self._wrapper.resolve(PositionProvider))
        self._new: dict[cst.CSTNode, New] = {}
        self._imports: list[str] = []

    def at(self, node: ast.AST, kind: type[Node]) -> Node:
        """The libcst node of this class that stands where an ast node does; CannotFix where there is none."""
        return self.at_place(self.module.place(node), kind)

    def at_place(self, place: Place, kind: type[Node]) -> Node:
        """As ``at``, for a place. Only those brackets count that make a tuple or a generator."""
        for found, end in self._starting.get((place.line, place.column), ()):
            if isinstance(found, kind) and end == (place.end_line, place.end_column):
                return found
        raise CannotFix(f"no {kind.__name__} at {place.line}:{place.column}")

    def starting_at(self, node: ast.AST, kind: type[Node]) -> Node:
        """As ``at``, told by the start alone: for statements, whose ends the two trees see differently."""
        place = self.module.place(node)
        for found, _ in self._starting.get((place.line, place.column), ()):
            if isinstance(found, kind):
                return found
        raise CannotFix(f"no {kind.__name__} begins at {place.line}:{place.column}")

    def parent(self, node: cst.CSTNode, kind: type[Node]) -> Node:
        """The nearest node of a class around a libcst node; CannotFix where there is none."""
        for outer in self._around(node):
            if isinstance(outer, kind):
                return outer
        raise CannotFix(f"nothing of class {kind.__name__} around it")

    def together(self, fix: Callable[[], None]) -> bool:
        """Do one more fix; False where it would touch what those before it do, and so has to wait for another pass.

        CannotFix as the fix raises it; nothing of it is kept then.
        """
        before, imports = self._new, len(self._imports)
        self._new = {}
        fits = False
        try:
            fix()
            fits = not before or all(self._is_apart(node, before) for node in self._new)
        finally:
            self._new = {**before, **self._new} if fits else before
            del self._imports[len(self._imports) if fits else imports :]
        return fits

    def _is_apart(self, node: cst.CSTNode, others: Collection[cst.CSTNode]) -> bool:
        within = {node, *self._around(node)}
        return not any(other in within or node in self._around(other) for other in others)

    def _around(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        parents = self._wrapper.resolve(ParentNodeProvider)
        while (parent := parents.get(node)) is not None:
            yield parent
            node = parent

    def replace(self, old: cst.CSTNode, new: New) -> None:
        """Put another node, several (``cst.FlattenSentinel``) or none (``cst.RemoveFromParent()``) in a node's place.

        Only one of two nodes inside each other may be replaced in one fix.
        """
        self._new[old] = new

    def expression(self, old: ast.expr, text: str) -> None:
        """Replace an expression by source text; ``return(0)`` keeps its brackets, which part it from the word."""
        present, new = self.at(old, EXPRESSION), cst.parse_expression(text)
        if present.lpar and not new.lpar:
            new = new.with_changes(lpar=present.lpar, rpar=present.rpar)
        self.replace(present, new)

    def code(self, node: ast.AST) -> str:
        """The text of an ast node as it is in the file."""
        return ast.get_source_segment(self.module.text, node) or ""

    def statement(self, text: str) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
        """A statement parsed from source text, to be put into the tree."""
        return cst.parse_statement(text)

    def need_import(self, statement: str) -> None:
        """Have an import statement at the top of the module, unless it is there already."""
        self._imports.append(statement)

    def spell(self, wanted: str) -> str:
        """How to write a name of the bindings (``@types.Message``) in this module, importing it where needed."""
        if (known := self.module.names.spelling(wanted)) is not None:
            return known
        interface, _, rest = wanted.removeprefix("@").partition(".")
        bindings = self.operator.bindings
        if not rest:  # Err and its siblings, best reached through types
            interface, rest = "types", interface
        self.need_import(f"from {bindings}.imports import {interface}")
        return f"{interface}.{rest}"

    def text(self) -> str:
        """The whole file with everything replaced and imported."""
        tree = self._wrapper.module.visit(_Replacer(self._new))
        there = {name for node in self.module.tree.body for name in brought(node)}
        missing = [line for line in dict.fromkeys(self._imports) if not brought(ast.parse(line).body[0]) <= there]
        return self.module.mark + with_imports(tree, missing).code


class _Replacer(cst.CSTTransformer):
    def __init__(self, new: dict[cst.CSTNode, New]) -> None:
        super().__init__()
        self._new = new

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> New:  # type: ignore[override]
        return self._new.get(original_node, updated_node)


def _by_start(ranges: Mapping[cst.CSTNode, CodeRange]) -> Mapping[Point, list[tuple[cst.CSTNode, Point]]]:
    """The nodes by where they start, each with its end; lines and columns from 1.

    The brackets of a tuple or a generator belong to the node for ast, but not for libcst.
    """
    found: dict[Point, list[tuple[cst.CSTNode, Point]]] = defaultdict(list)
    for node, span in ranges.items():
        start, end = span.start, span.end
        if isinstance(node, cst.Tuple | cst.GeneratorExp) and node.lpar:
            start, end = ranges[node.lpar[-1]].start, ranges[node.rpar[0]].end
        found[start.line, start.column + 1].append((node, (end.line, end.column + 1)))
    return found
