"""Core modules with a memory, written by hand, and what instantiating them leaves in it."""

from collections.abc import Mapping, Sequence

from app.components.sections import CORE_MODULE
from app.components.slimming.module import memory_bytes
from app.components.slimming.segments import image
from app.components.slimming.tree import Part, parse
from tests.components import writing as w

PAGE = 1 << 16
IMPORT, MEMORY, GLOBAL, EXPORT, CODE, DATA, DATA_COUNT = 2, 5, 6, 7, 10, 11, 12
_I32, _GLOBAL_KIND = b"\x7f", b"\x03"

Segments = Sequence[tuple[int, bytes]]


def signed(value: int) -> bytes:
    """As the operand of i32.const, by another way than the product's: five bytes, whatever the number."""
    bits = value & 0xFFFFFFFF
    low = [bits >> shift & 0x7F | 0x80 for shift in (0, 7, 14, 21)]
    top = bits >> 28 & 0x0F
    return bytes([*low, top | 0x70 if top & 8 else top])


def constant(value: int) -> bytes:
    return b"\x41" + signed(value) + b"\x0b"


def memory(pages: int, flags: bytes = b"\x00") -> bytes:
    return w.section(MEMORY, b"\x01" + flags + w.number(pages))


def data(segments: Segments) -> bytes:
    return w.section(DATA, w.vector(b"\x00" + constant(at) + w.name(content) for at, content in segments))


def addresses(known: Mapping[str, int]) -> bytes:
    """Exported globals."""
    made = w.vector(_I32 + b"\x01" + constant(value) for value in known.values())
    named = w.vector(w.name(name) + _GLOBAL_KIND + w.number(index) for index, name in enumerate(known))
    return w.section(GLOBAL, made) + w.section(EXPORT, named)


def module(segments: Segments, known: Mapping[str, int] | None = None, pages: int = 2) -> bytes:
    return w.module(memory(pages), addresses(known or {}), data(segments))


def within(*modules: bytes) -> bytes:
    """A component of these modules."""
    return w.component(*(w.section(w.CORE_MODULE, each) for each in modules))


def part(content: bytes) -> Part:
    """The first module of a component."""
    return next(found for found in parse(content).all() if found.kind == CORE_MODULE)


def remembered(content: bytes) -> bytes:
    """The memory of a component's first module, as far as it is not zero to its end."""
    found = part(content)
    return bytes(image(found, memory_bytes(found)).memory).rstrip(b"\0")
