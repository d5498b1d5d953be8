"""dlmalloc heaps, written chunk by chunk by the rules of its own source."""

import struct
from dataclasses import dataclass, field

BASE = 1024
PAGE = 1 << 16
BEHIND_TOP = 56


@dataclass
class Heap:
    """A memory of two pages whose heap begins at BASE; chunks are added in order, then the top closes it."""

    memory: bytearray = field(default_factory=lambda: bytearray(2 * PAGE))
    at: int = BASE + 8
    before_in_use: bool = True
    free: list[tuple[int, int]] = field(default_factory=list)

    def used(self, size: int, content: bytes = b"live") -> None:
        self._head(size, 2)
        self._fill(self.at + 8, size - 8, content)
        self.before_in_use = True
        self.at += size

    def freed(self, size: int, content: bytes = b"dead") -> None:
        self._head(size, 0)
        self._fill(self.at + 8, size - 8, content)
        self.free.append((self.at, size))
        struct.pack_into("<I", self.memory, self.at + size, size)
        self.before_in_use = False
        self.at += size

    def closed(self) -> bytearray:
        """With the top up to the next page, and every free chunk linked to the others of its size."""
        end = -(-(self.at + 16 + BEHIND_TOP) // PAGE) * PAGE
        size = end - BEHIND_TOP - self.at
        self._head(size, 0)
        self._fill(self.at + 8, 16, b"dead")
        struct.pack_into("<I", self.memory, self.at + size + 4, BEHIND_TOP)
        for length in {length for _, length in self.free}:
            self._link([at for at, same in self.free if same == length])
        return self.memory

    def _link(self, ring: list[int]) -> None:
        for number, at in enumerate(ring):
            struct.pack_into("<II", self.memory, at + 8, ring[(number + 1) % len(ring)], ring[number - 1])

    def _head(self, size: int, in_use: int) -> None:
        struct.pack_into("<I", self.memory, self.at + 4, size | in_use | self.before_in_use)

    def _fill(self, start: int, length: int, content: bytes) -> None:
        self.memory[start : start + length] = (content * (length // len(content) + 1))[:length]


def example() -> Heap:
    """Small and large chunks, freed ones between used ones."""
    heap = Heap()
    heap.used(48)
    heap.freed(64)
    heap.used(32)
    heap.freed(512)
    heap.used(4096)
    heap.freed(64)
    heap.used(16)
    return heap
