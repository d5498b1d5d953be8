"""A smaller component with the same behaviour: without what only debuggers read, dead memory and runs of zeros."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.components.malformed import NotAComponent
from app.components.sections import CORE_MODULE
from app.components.slimming import custom, exports, functions, heap, segments
from app.components.slimming.module import MEMORY, addresses, memory_bytes
from app.components.slimming.reasons import LeftAlone
from app.components.slimming.tree import Part, parse, written

OK = "ok"
NO_HEAP = "no module of it exports where its heap begins"
_HEAP_BASE = "__heap_base"
_STACK_POINTER = "__stack_pointer"
_LIBRARY_BASE = ":memory_base"  # "libc.so:memory_base": where the linker placed a library's data

Span = tuple[int, int]


@dataclass(frozen=True)
class Facts:
    """What was done. Sizes in bytes: of the file before; of custom sections; of exports and
    functions that nothing reaches; of freed heap and dead stack that were
    not zero; of memory, these among them, that no segment holds any more. ``heap_walk`` is "ok", or why no memory was
    cleared."""

    plain_size: int
    stripped_bytes: int
    unused_bytes: int = 0
    freed_bytes: int = 0
    zero_bytes: int = 0
    segments: int = 0
    heap_walk: str = NO_HEAP

    def as_json(self) -> dict[str, Any]:
        """For a message."""
        return asdict(self)


def strip(content: bytes) -> tuple[bytes, Facts]:
    """Without custom sections for debuggers; NotAComponent for bytes that are none. Nothing else is touched."""
    top = parse(content)
    facts = Facts(len(content), custom.drop(top), heap_walk="the memory was to be left as it is")
    return written(top), facts


def slim(content: bytes) -> tuple[bytes, Facts]:
    """Without these, and with every memory that can be read written anew; NotAComponent as above.

    A module that is not laid out as expected is only stripped, and a memory whose heap cannot be walked from its
    first chunk to its last keeps every byte.
    """
    top = parse(content)
    stripped = custom.drop(top)
    unused = _without_unused(top)
    done = [found for module in top.all() if module.kind == CORE_MODULE and (found := _rewritten(module))]
    walks = [found.heap_walk for found in done]
    facts = Facts(
        plain_size=len(content),
        stripped_bytes=stripped,
        unused_bytes=unused,
        freed_bytes=sum(found.freed_bytes for found in done),
        zero_bytes=sum(found.zero_bytes for found in done),
        segments=sum(found.segments for found in done),
        heap_walk=next((walk for walk in walks if walk != OK), walks[0] if walks else NO_HEAP),
    )
    return written(top), facts


@dataclass(frozen=True)
class _Memory:
    """What became of one module's memory; members as in Facts."""

    heap_walk: str
    freed_bytes: int = 0
    zero_bytes: int = 0
    segments: int = 0


def _without_unused(top: Part) -> int:
    """Take away what nothing in the component can reach; how many bytes that was."""
    try:
        names = exports.used_names(top)
    except (LeftAlone, NotAComponent):
        return 0
    return sum(_less(module, names) for module in top.all() if module.kind == CORE_MODULE)


def _less(module: Part, names: frozenset[str]) -> int:
    # The exported addresses are needed once more, to find the heap, so that a module with its own memory keeps them.
    try:
        fewer = 0 if any(part.kind == MEMORY for part in module.parts) else exports.drop_unused(module, names)
        return fewer + functions.empty_unreachable(module)
    except (LeftAlone, NotAComponent):
        return 0


def _rewritten(module: Part) -> _Memory | None:
    """Write the data of a module's own memory anew; None where it has none."""
    if not {MEMORY, segments.DATA} <= {part.kind for part in module.parts}:
        return None
    try:
        return _smaller(module)
    except LeftAlone as left:
        return _Memory(left.reason)
    except NotAComponent:  # damaged, or with names longer than are read: the compiler is the one to say so
        return _Memory("a section of it cannot be read")


def _smaller(module: Part) -> _Memory:
    found = segments.image(module, memory_bytes(module))
    walk, freed = _cleared(found.memory, addresses(module))
    stretches = segments.spans(found.memory)
    content = segments.content(found.memory, stretches)
    if len(content) < len(found.section.content):
        found.section.content = content
    held = sum(end - start for start, end in stretches)
    return _Memory(walk, freed, max(0, found.payload - held), len(stretches))


def _cleared(memory: bytearray, known: Mapping[str, int]) -> tuple[str, int]:
    """How the heap's walk ended, and how many bytes that were not zero are zero now."""
    if _HEAP_BASE not in known:
        return NO_HEAP, 0
    try:
        dead = [*_dead_stack(known), *heap.free_spans(memory, known[_HEAP_BASE])]
    except LeftAlone as left:
        return left.reason, 0
    return OK, sum(_clear(memory, start, min(end, len(memory))) for start, end in dead)


def _dead_stack(known: Mapping[str, int]) -> list[Span]:
    """The stack below its pointer, where nothing lives between calls.

    Only where the linker of libraries made the layout, which puts the stack below everything else (wit-component's
    ``link``): with another layout, data might lie there.
    """
    bases = [address for name, address in known.items() if name.endswith(_LIBRARY_BASE)]
    pointer = known.get(_STACK_POINTER, 0)
    return [(0, pointer)] if bases and pointer <= min(*bases, known[_HEAP_BASE]) else []


def _clear(memory: bytearray, start: int, end: int) -> int:
    """Fill a stretch with zeros; how many bytes of it were others."""
    length = max(0, end - start)
    living = length - memory.count(0, start, end)
    memory[start : start + length] = bytes(length)
    return living
