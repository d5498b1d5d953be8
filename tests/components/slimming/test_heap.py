import struct

import pytest

from app.components.slimming.heap import free_spans
from app.components.slimming.reasons import LeftAlone
from tests.components.slimming.heaps import BASE, Heap, example


def freed_of(memory: bytearray) -> bytes:
    return b"".join(memory[start:end] for start, end in free_spans(memory, BASE))


def test_only_what_no_chunk_in_use_owns_is_free() -> None:
    memory = example().closed()

    freed = freed_of(memory)

    assert b"live" not in freed
    assert set(freed) <= set(b"dead\0")
    for start, end in free_spans(memory, BASE):
        memory[start:end] = bytes(end - start)
    assert b"live" in memory
    # What dlmalloc itself keeps in free memory is still there: the same walk finds the same chunks.
    assert freed_of(memory) == bytes(len(freed))


def test_small_chunks_keep_their_links_and_large_ones_their_tree() -> None:
    heap = example()
    spans = free_spans(heap.closed(), BASE)

    expected = [(at + (32 if size >= 256 else 16), at + size) for at, size in heap.free]
    assert spans[:-1] == expected
    assert spans[-1][0] == heap.at + 8  # the top, which is in no list


def test_one_chunk_may_be_in_no_list_but_not_two() -> None:
    heap = example()
    memory = heap.closed()
    (first, _), (second, _), _ = heap.free
    struct.pack_into("<II", memory, second + 8, 0, 0)
    assert len(free_spans(memory, BASE)) == 4

    struct.pack_into("<II", memory, first + 8, 0, 0)
    with pytest.raises(LeftAlone):
        free_spans(memory, BASE)


def test_every_head_and_every_size_behind_a_free_chunk_counts() -> None:
    heap = example()
    heads = [at + 4 for at, _ in heap.free] + [at + size for at, size in heap.free]
    for place in [BASE + 12, heap.at + 4, *heads]:
        for damage in (0, 8, 0xFFFFFFFF):
            memory = heap.closed().copy()
            struct.pack_into("<I", memory, place, damage)
            with pytest.raises(LeftAlone):
                free_spans(memory, BASE)


def test_free_neighbours_are_no_heap_of_dlmalloc() -> None:
    heap = Heap()
    heap.used(32)
    heap.freed(64)
    heap.freed(64)
    heap.used(16)

    with pytest.raises(LeftAlone):
        free_spans(heap.closed(), BASE)


@pytest.mark.parametrize("base", [0, BASE + 16, 1 << 17, (1 << 32) - 8, (1 << 32) - 1])
def test_a_base_that_is_none_ends_the_walk(base: int) -> None:
    with pytest.raises(LeftAlone, match="chunk"):
        free_spans(example().closed(), base)


def test_a_memory_of_nothing_is_no_heap() -> None:
    for memory in (bytearray(), bytearray(3), bytearray(1 << 16), bytearray(b"\xff" * (1 << 16))):
        with pytest.raises(LeftAlone):
            free_spans(memory, BASE)
