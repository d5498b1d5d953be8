"""A component as a tree of its sections, to be changed and written again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.components.cursor import Cursor
from app.components.preamble import COMPONENT, MODULE, check_preamble
from app.components.sections import COMPONENT_SECTION, CORE_MODULE, Section, sections
from app.components.slimming import leb

Bytes = bytes | bytearray | memoryview
_PREAMBLES = {CORE_MODULE: MODULE, COMPONENT_SECTION: COMPONENT}


@dataclass(eq=False)
class Part:
    """A section. A module or a component has ``parts`` in place of content of its own; the file is a component."""

    kind: str
    identifier: int
    content: Bytes = b""
    parts: list[Part] = field(default_factory=list)

    @property
    def nested(self) -> bool:
        """Whether this is a module or a component."""
        return self.kind in _PREAMBLES

    def body(self) -> Cursor:
        """A fresh cursor over the content."""
        return Cursor(memoryview(self.content), 0, len(self.content), f"a section of kind {self.kind}")

    def all(self) -> Iterator[Part]:
        """This part and everything inside it, in the order of the file."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            yield part
            waiting += reversed(part.parts)


def parse(content: bytes) -> Part:
    """The whole file; NotAComponent as in sections.sections."""
    view = memoryview(content)
    check_preamble(view)
    top = Part(COMPONENT_SECTION, 0)
    line = [top]
    for section in sections(view):
        del line[section.depth + 1 :]
        line[-1].parts.append(part := _part(section))
        if part.nested:
            line.append(part)
    return top


def written(top: Part) -> bytes:
    """The file again: the same bytes where nothing was changed and its numbers are written in their shortest form."""
    return b"".join(_written(top))


def _part(section: Section) -> Part:
    part = Part(section.kind, section.identifier)
    if not part.nested:
        part.content = section.body.content[section.body.at : section.body.end]
    return part


def _written(part: Part) -> list[Bytes]:
    """The pieces of a module or component; no deeper than sections.sections lets nesting be."""
    pieces: list[Bytes] = [_PREAMBLES[part.kind]]
    for inner in part.parts:
        content = _written(inner) if inner.nested else [inner.content]
        pieces.append(bytes([inner.identifier]) + leb.unsigned(sum(map(len, content))))
        pieces += content
    return pieces
