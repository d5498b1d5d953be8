"""Data segments: read into an image of the memory, and written from one without its long runs of zeros.

A segment is ``00``, its address as a constant expression, its length and its bytes (core specification, "Data
Section"). Memory begins as zeros, so that zeros between two segments need not be written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.components.cursor import Cursor
from app.components.slimming import leb
from app.components.slimming.constants import constant
from app.components.slimming.module import PAGE_BYTES, only
from app.components.slimming.reasons import LeftAlone
from app.components.slimming.tree import Part

DATA, DATA_COUNT = "core-data", "core-data-count"
# wasmtime takes up to 100,000; what reads the file after us may count a little differently.
MOST_SEGMENTS = 90_000
_MOST_IMAGE_BYTES = 256 << 20
_ACTIVE = b"\x00\x41"
_ACTIVE_IN_FIRST_MEMORY = 0
_END = b"\x0b"
# A segment's head has 8 to 10 bytes, so that a shorter run of zeros is no longer than what leaving it out costs.
_SHORTEST_RUN = 10
_RUNS = re.compile(rb"\x00{%d,}" % _SHORTEST_RUN)

Span = tuple[int, int]  # first address, address after the last


@dataclass(frozen=True)
class Image:
    """A memory as instantiating leaves it, up to a page after the last segment of ``section``; ``payload`` counts the
    bytes of all segments."""

    section: Part
    memory: bytearray
    payload: int


def image(module: Part, memory_bytes: int) -> Image:
    """What the module's data segments make of its memory.

    LeftAlone where the segments are not all placed at fixed addresses within the memory, and where code might use
    them later: ``memory.init`` and ``data.drop`` are only valid with a data count section.
    """
    section = only(module, DATA)
    if section is None:
        raise LeftAlone("the module has no data")
    if only(module, DATA_COUNT) is not None:
        raise LeftAlone("its code may use the data segments")
    placed = _placed(section.body())
    end = max((at + len(data) for at, data in placed), default=0)
    if end > memory_bytes:
        raise LeftAlone("a data segment lies outside of the memory")
    if end > _MOST_IMAGE_BYTES:
        raise LeftAlone(f"its data spans {end:,} bytes")
    memory = bytearray(min(end + PAGE_BYTES, memory_bytes))
    for at, data in placed:
        memory[at : at + len(data)] = data
    return Image(section, memory, sum(len(data) for _, data in placed))


def spans(memory: bytearray) -> list[Span]:
    """The stretches between runs of zeros, the longest runs first where there are more than segments may be."""
    runs = [match.span() for match in _RUNS.finditer(memory)]
    if len(runs) >= MOST_SEGMENTS:
        runs = sorted(sorted(runs, key=_length)[-MOST_SEGMENTS + 1 :])
    edges = [(0, 0), *runs, (len(memory), len(memory))]
    stretches = ((before[1], after[0]) for before, after in pairwise(edges))
    return [(start, end) for start, end in stretches if start < end]


def content(memory: bytearray, stretches: Sequence[Span]) -> bytes:
    """The content of a data section that puts these stretches where they are."""
    view = memoryview(memory)
    pieces: list[bytes | memoryview] = [leb.unsigned(len(stretches))]
    for start, end in stretches:
        pieces.append(_ACTIVE + leb.address(start) + _END + leb.unsigned(end - start))
        pieces.append(view[start:end])
    return b"".join(pieces)


def _placed(body: Cursor) -> list[tuple[int, memoryview]]:
    found = []
    for _ in range(body.number()):
        at = constant(body) if body.number() == _ACTIVE_IN_FIRST_MEMORY else None
        if at is None:
            raise LeftAlone("a data segment has no fixed address")
        size = body.number()
        start = body.skip(size)
        found.append((at, body.content[start : body.at]))
    return found


def _length(span: Span) -> int:
    return span[1] - span[0]
