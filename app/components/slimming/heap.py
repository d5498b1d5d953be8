"""The free chunks of a dlmalloc heap, wasi-libc's allocator (its dlmalloc/src/malloc.c, "Chunk representations").

The heap begins at ``__heap_base`` with the first chunk whose payload is 16-aligned, and chunks follow each other
without gaps. A chunk's head is two words: the size of the chunk before, written only while that one is free, and
its own size with two marks in the lowest bits: 1, the chunk before is in use; 2, this one is. A free chunk links
to others of its size in the first two words of its payload; large ones carry four more words of a tree. The last
chunk, ``top``, is free without links, and behind it stands a head of its own, whose size is fixed.
"""

import struct
from collections.abc import Iterator

from app.components.slimming.module import PAGE_BYTES
from app.components.slimming.reasons import LeftAlone

_ALIGNMENT = 16
_HEAD = 8
_PREVIOUS_IN_USE = 1
_IN_USE = 2
_MARKS = 7
_SMALLEST = 16
_LINKS = 8  # forward, backward
_TREE = 24  # these, then two children, the parent and the tree's number
_FIRST_TREE_SIZE = 256
_BEHIND_TOP = 56  # TOP_FOOT_SIZE where pointers have 32 bits and payloads are 16-aligned
_FORWARD, _BACKWARD = 8, 12
# One free chunk may be without links: the "designated victim", which small requests are cut from.
_MOST_UNLINKED = 1

Span = tuple[int, int]
_WORD = struct.Struct("<I")


def free_spans(memory: bytearray, base: int) -> list[Span]:
    """What no chunk in use owns, from its first to after its last byte: the payloads of free chunks without their
    links, in order.

    Every mark, size and link is checked on the way; LeftAlone at the first that does not fit, since then this is no
    heap of that layout, or no whole one.
    """
    return list(_Walk(memory).spans(base))


class _Walk:
    """From chunk to chunk; what lies outside of the memory reads as zero, which fits nowhere."""

    def __init__(self, memory: bytearray) -> None:
        self._memory = memory
        self._unlinked = 0

    def spans(self, base: int) -> Iterator[Span]:
        at = base + -(base + _HEAD) % _ALIGNMENT
        before_in_use = True
        while True:
            head = self._word(at + 4)
            size, in_use = head & ~_MARKS, bool(head & _IN_USE)
            if before_in_use and not in_use and self._is_top(at, size):
                yield at + _HEAD, at + size
                return
            if size < _SMALLEST or size % _ALIGNMENT or bool(head & _PREVIOUS_IN_USE) is not before_in_use:
                raise _unfit(at)
            if not in_use:
                yield self._free(at, size, before_in_use=before_in_use)
            before_in_use = in_use
            at += size

    def _is_top(self, at: int, size: int) -> bool:
        end = at + size + _BEHIND_TOP
        return end % PAGE_BYTES == 0 and self._word(at + size + 4) == _BEHIND_TOP

    def _free(self, at: int, size: int, *, before_in_use: bool) -> Span:
        """Neighbours that are both free would have been joined, and a free chunk's size stands behind it as well."""
        if not before_in_use or self._word(at + size) != size:
            raise _unfit(at)
        if not self._linked(at):
            self._unlinked += 1
        if self._unlinked > _MOST_UNLINKED:
            raise _unfit(at)
        kept = _HEAD + (_TREE if size >= _FIRST_TREE_SIZE else _LINKS)
        return at + kept, at + size

    def _linked(self, at: int) -> bool:
        forward, backward = self._word(at + _FORWARD), self._word(at + _BACKWARD)
        return self._word(forward + _BACKWARD) == at == self._word(backward + _FORWARD)

    def _word(self, at: int) -> int:
        if at + _WORD.size > len(self._memory):
            return 0
        word: int = _WORD.unpack_from(self._memory, at)[0]
        return word


def _unfit(at: int) -> LeftAlone:
    return LeftAlone(f"what lies at {at:#x} of its heap is no chunk that fits the one before")
