from hypothesis import given
from hypothesis import strategies as st

from app.components.cursor import Cursor
from app.components.slimming import leb
from app.components.slimming.constants import constant
from tests.components.slimming.modules import constant as written_longest


def cursor(content: bytes) -> Cursor:
    return Cursor(memoryview(content), 0, len(content), "the test")


@given(st.integers(0, (1 << 32) - 1))
def test_what_is_written_is_read_again(value: int) -> None:
    assert cursor(leb.unsigned(value)).number() == value
    assert constant(cursor(b"\x41" + leb.address(value) + b"\x0b")) == value
    assert constant(cursor(written_longest(value))) == value


def test_numbers_are_as_short_as_they_can_be() -> None:
    assert [len(leb.unsigned(value)) for value in (0, 127, 128, 16_383, 16_384)] == [1, 1, 2, 2, 3]
    assert [len(leb.address(value)) for value in (0, 63, 64, 8_191, 8_192, (1 << 32) - 1)] == [1, 1, 2, 2, 3, 1]
