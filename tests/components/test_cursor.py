import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.cursor import Cursor
from app.components.malformed import NotAComponent
from tests.components.writing import name, number


def over(content: bytes) -> Cursor:
    return Cursor(memoryview(content), 0, len(content), "a test")


@given(st.integers(0, 2**32 - 1))
def test_numbers_come_back(value: int) -> None:
    cursor = over(number(value) + b"rest")

    assert (cursor.number(), cursor.left) == (value, 4)


@given(st.text(max_size=200))
def test_names_come_back(text: str) -> None:
    assert over(name(text)).name() == text


def test_a_number_may_be_padded_up_to_five_bytes() -> None:
    assert over(b"\x83\x80\x80\x80\x00").number() == 3


@pytest.mark.parametrize("content", [b"\x80\x80\x80\x80\x80\x00", b"\xff\xff\xff\xff\x10", b"\xff" * 20])
def test_a_number_over_32_bits_is_refused(content: bytes) -> None:
    with pytest.raises(NotAComponent, match="32 bits"):
        over(content).number()


def test_an_inner_cursor_cannot_read_past_its_end() -> None:
    outer = over(b"abcd")
    inner = outer.inner(2, "the inner part")

    assert (inner.byte(), inner.byte()) == (ord("a"), ord("b"))
    with pytest.raises(NotAComponent, match="the inner part ends too early"):
        inner.byte()
    assert outer.byte() == ord("c")
