"""Whole components: what is left out, what is left alone, and that memory stays what it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.components import reader
from app.components.malformed import NotAComponent
from app.components.slimming.slim import NO_HEAP, OK, slim, strip
from tests.components import writing as w
from tests.components.slimming.heaps import BASE, example
from tests.components.slimming.modules import PAGE, memory, module, remembered, within

LINKED = {"__heap_base": BASE, "__stack_pointer": 512, "libc.so:memory_base": 512}


def with_heap(known: dict[str, int] | None = None, *, break_at: int | None = None) -> bytes:
    """A component with a heap, a stack below 512 and data up to the heap, in one large segment."""
    content = example().closed()
    content[:512] = b"s" * 512
    content[512:BASE] = b"data" * ((BASE - 512) // 4)
    if break_at is not None:
        content[break_at] ^= 0xFF
    return within(module([(0, bytes(content))], LINKED if known is None else known))


def test_the_memory_is_the_same_but_for_what_was_freed() -> None:
    before = remembered(with_heap())
    small, facts = slim(with_heap())
    after = remembered(small)

    changed = [at for at, byte in enumerate(before) if after[at : at + 1] != bytes([byte])]
    assert {after[at] for at in changed} == {0}
    assert {before[at : at + 1] for at in changed} <= {b"s", *(bytes([byte]) for byte in b"dead")}
    assert b"live" in after
    assert after[512:BASE] == before[512:BASE]
    assert (facts.heap_walk, facts.freed_bytes) == (OK, len(changed))
    assert len(small) < len(with_heap())


def test_slimming_again_changes_nothing() -> None:
    once, _ = slim(with_heap())
    twice, facts = slim(once)

    assert twice == once
    assert (facts.stripped_bytes, facts.freed_bytes, facts.zero_bytes) == (0, 0, 0)


def test_a_heap_that_cannot_be_walked_keeps_every_byte() -> None:
    broken = with_heap(break_at=BASE + 12)
    small, facts = slim(broken)

    assert remembered(small) == remembered(broken)
    assert "chunk" in facts.heap_walk
    assert (facts.freed_bytes, facts.zero_bytes > 0) == (0, True)  # the zeros still go


@pytest.mark.parametrize(
    "known",
    [
        {"__heap_base": BASE, "__stack_pointer": 512},  # no linker of libraries: the stack may lie anywhere
        {"__heap_base": BASE, "__stack_pointer": 512, "libc.so:memory_base": 256},  # data below the stack's top
        {"__heap_base": BASE, "__stack_pointer": BASE + 16, "libc.so:memory_base": 2048},  # beyond the heap's base
        {"__heap_base": BASE, "libc.so:memory_base": 512},
    ],
)
def test_a_stack_that_is_not_surely_below_everything_is_kept(known: dict[str, int]) -> None:
    after = remembered(slim(with_heap(known))[0])

    assert after.startswith(b"s" * 512)
    assert b"dead" not in after[BASE + 64 : BASE + 96]


def test_without_a_heaps_base_only_zeros_go() -> None:
    small, facts = slim(with_heap({}))

    assert remembered(small) == remembered(with_heap({}))
    assert facts.heap_walk == NO_HEAP


def test_stripping_alone_leaves_memory_and_segments() -> None:
    plain = with_heap() + w.custom("name", b"n" * 90)
    small, facts = strip(plain)

    assert small == with_heap()
    assert (facts.stripped_bytes, facts.segments, facts.plain_size) == (95, 0, len(plain))


def test_a_module_of_another_layout_is_only_stripped() -> None:
    odd = w.module(memory(1, b"\x03\x01"), w.section(w.CORE_DATA, b"\x00"))  # a shared memory
    small, facts = slim(within(odd + w.custom(".debug_line", b"x"), w.module()))

    assert small == within(odd, w.module())
    assert "shared" in facts.heap_walk


def test_what_would_grow_stays_as_it_is() -> None:
    plain = within(module([(0, b"a" * 40), (48, b"b")]))
    small, _ = slim(plain)

    assert len(small) < len(plain)  # written in shorter numbers
    assert slim(small)[0] == small


HOSTILE = [
    memory(1) + w.section(w.CORE_DATA, b""),
    memory(1) + w.section(w.CORE_DATA, b"\xff\xff\xff\xff\x0f"),
    memory(1) + w.section(w.CORE_DATA, b"\x01\x00\x41\x00\x0b\xff\xff\xff\xff\x0fx"),
    memory(1) + w.section(w.CORE_DATA, b"\x01\x00\x41" + b"\x80" * 9 + b"\x0b\x01x"),
    w.section(5, b"\x01\x00\xff\xff\xff\xff\x0f") + w.section(w.CORE_DATA, b"\x00"),
    memory(1)
    + w.section(6, b"\xff\xff\xff\xff\x0f")
    + w.section(7, b"\x01\x01g\x03\x00")
    + w.section(w.CORE_DATA, b"\x00"),
    memory(1) + w.section(7, b"\x01" + w.name("n" * 2_000) + b"\x03\x00") + w.section(w.CORE_DATA, b"\x00"),
    w.section(2, b"\x01\x01a\x01b\x09") + memory(1) + w.section(w.CORE_DATA, b"\x00"),
]


@pytest.mark.parametrize("sections", HOSTILE)
def test_sections_that_make_no_sense_are_left_as_they_are(sections: bytes) -> None:
    hostile = within(w.module(sections))
    small, facts = slim(hostile)

    assert (small, facts.heap_walk != OK) == (hostile, True)


def test_addresses_beyond_everything_are_no_heap() -> None:
    for base in (0, 3, 4 * PAGE, (1 << 32) - 1):
        known = LINKED | {"__heap_base": base, "__stack_pointer": (1 << 32) - 1}
        assert remembered(slim(with_heap(known))[0]) == remembered(with_heap(known))


@settings(deadline=None)
@given(st.integers(0), st.integers(0, 255))
def test_a_damaged_component_is_refused_or_stays_a_component(place: int, value: int) -> None:
    content = bytearray(with_heap())
    content[place % 400] = value  # where the sections' heads are
    try:
        small, _ = slim(bytes(content))
    except NotAComponent:
        return
    assert reader.inspect(small).sections


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_stay_a_component(content: bytes) -> None:
    try:
        small, _ = slim(w.COMPONENT + content)
    except NotAComponent:
        return
    reader.inspect(small)
