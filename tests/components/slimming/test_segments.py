from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.components.slimming import segments
from app.components.slimming.reasons import LeftAlone
from tests.components import writing as w
from tests.components.slimming.modules import DATA_COUNT, PAGE, data, memory, module, part, remembered, within


def image_of(written: bytes, memory_bytes: int = 2 * PAGE) -> segments.Image:
    return segments.image(part(within(written)), memory_bytes)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 600), st.sampled_from([0, 1, 9, 10, 11, 40]), st.binary(max_size=30)), max_size=12
    )
)
def test_a_memory_written_anew_is_the_same(pieces: list[tuple[int, int, bytes]]) -> None:
    placed = [(at, bytes(zeros) + content) for at, zeros, content in pieces]
    before = image_of(module(placed)).memory

    content = segments.content(before, segments.spans(before))

    again = w.module(memory(2), w.section(w.CORE_DATA, content))
    assert remembered(within(again)) == bytes(before).rstrip(b"\0")


def test_later_segments_lie_over_earlier_ones() -> None:
    assert image_of(module([(0, b"first"), (2, b"RST")])).memory.startswith(b"fiRST")


def test_only_long_runs_of_zeros_are_left_out() -> None:
    content = bytearray(b"a" + bytes(9) + b"b" + bytes(10) + b"c" + bytes(500))

    assert segments.spans(content) == [(0, 11), (21, 22)]


def test_the_longest_runs_are_left_out_where_segments_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MOST_SEGMENTS", 3)
    content = bytearray(b"a" + bytes(10) + b"b" + bytes(30) + b"c" + bytes(20) + b"d" + bytes(11) + b"e")

    assert segments.spans(content) == [(0, 12), (42, 43), (63, 76)]


def test_there_are_never_more_segments_than_runtimes_take() -> None:
    content = bytearray((b"x" + bytes(10)) * 150_000 + b"x")

    found = segments.spans(content)

    assert len(found) == segments.MOST_SEGMENTS
    assert all(set(content[before[1] : after[0]]) == {0} for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("sections", "why"),
    [
        ([], "no data"),
        ([data([(0, b"x")]), data([(1, b"y")])], "2 sections"),
        ([w.section(DATA_COUNT, b"\x01"), data([(0, b"x")])], "may use"),
        ([data([(2 * PAGE - 1, b"xy")])], "outside"),
        ([data([((1 << 32) - 1, b"x")])], "outside"),
        ([w.section(w.CORE_DATA, b"\x01\x01\x01x")], "no fixed address"),  # passive
        ([w.section(w.CORE_DATA, b"\x01\x02\x00\x41\x00\x0b\x01x")], "no fixed address"),  # names its memory
        ([w.section(w.CORE_DATA, b"\x01\x00\x23\x00\x0b\x01x")], "no fixed address"),  # global.get
    ],
)
def test_data_that_is_not_simply_placed_is_left_alone(sections: list[bytes], why: str) -> None:
    with pytest.raises(LeftAlone, match=why):
        image_of(w.module(*sections))


def test_a_memory_that_would_take_gigabytes_to_look_at_is_left_alone() -> None:
    with pytest.raises(LeftAlone, match="spans"):
        image_of(module([(3 << 30, b"x")]), 4 << 30)
