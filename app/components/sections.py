"""All sections of a component, those of nested modules and components included, without recursion.

Both binary formats are a preamble and then sections: one byte for the kind, the length, the content (core
specification, "Modules"; component model, design/mvp/Binary.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.components.cursor import Cursor
from app.components.malformed import NotAComponent, broken
from app.components.preamble import COMPONENT, MODULE, PREAMBLE_BYTES

CUSTOM = "custom"
CORE_MODULE = "core-module"
COMPONENT_SECTION = "component"
IMPORT = "import"
EXPORT = "export"
DATA = "core-data"

_COMPONENT_KINDS = (
    *(CUSTOM, CORE_MODULE, "core-instance", "core-type", COMPONENT_SECTION, "instance", "alias", "type"),
    *("canon", "start", IMPORT, EXPORT, "value"),
)
_MODULE_KINDS = (
    *(CUSTOM, "core-type", "core-import", "core-function", "core-table", "core-memory", "core-global"),
    *("core-export", "core-start", "core-element", "core-code", DATA, "core-data-count", "core-tag"),
)
_NESTED = {CORE_MODULE: (MODULE, _MODULE_KINDS), COMPONENT_SECTION: (COMPONENT, _COMPONENT_KINDS)}

# A component of componentize-py 0.14.0 has about 1,000 sections, nested ones included, three levels deep.
_MOST_SECTIONS = 20_000
_DEEPEST = 32


@dataclass(frozen=True)
class Section:
    """One section: its kind, the byte that says it, its depth (0 at the top), a cursor at the start of its content."""

    kind: str
    identifier: int
    depth: int
    body: Cursor


_Open = tuple[Cursor, tuple[str, ...]]  # what is left of a module or component, and its kinds of section


def sections(content: memoryview) -> Iterator[Section]:
    """Every section in the order of the file, a parent before its children; the preamble is checked already.

    Raises NotAComponent for what does not fit, for over 20,000 sections and for over 32 levels.
    """
    stack: list[_Open] = [(Cursor(content, PREAMBLE_BYTES, len(content), "the file"), _COMPONENT_KINDS)]
    count = 0
    while stack:
        outer, kinds = stack[-1]
        if not outer.left:
            stack.pop()
            continue
        count += 1
        _check_bounds(count, len(stack))
        section = _next(outer, kinds, len(stack) - 1)
        yield section
        if section.kind in _NESTED:
            stack.append(_enter(section))


def _next(outer: Cursor, kinds: tuple[str, ...], depth: int) -> Section:
    identifier = outer.byte()
    if identifier >= len(kinds):
        raise broken(outer.where, f"holds a section of unknown kind {identifier}")
    kind = kinds[identifier]
    return Section(kind, identifier, depth, outer.inner(outer.number(), f"a section of kind {kind}"))


def _enter(section: Section) -> _Open:
    """A second cursor over a nested module or component, so that the section's own stays at its start."""
    preamble, kinds = _NESTED[section.kind]
    inner = Cursor(section.body.content, section.body.at, section.body.end, f"a nested {section.kind}")
    start = inner.skip(PREAMBLE_BYTES)
    if bytes(inner.content[start : inner.at]) != preamble:
        raise broken(inner.where, "does not begin as one")
    return inner, kinds


def _check_bounds(count: int, depth: int) -> None:
    if count > _MOST_SECTIONS:
        raise NotAComponent(f"The component has more than {_MOST_SECTIONS:,} sections. An operator has about 1,000.")
    if depth > _DEEPEST:
        raise NotAComponent(f"The component is nested more than {_DEEPEST} levels deep. An operator has three.")
