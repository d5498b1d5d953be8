import pytest

from app.components.cursor import Cursor
from app.components.malformed import NotAComponent
from app.components.slimming.constants import constant
from app.components.slimming.reasons import LeftAlone


def read(content: bytes) -> int | None:
    return constant(Cursor(memoryview(content), 0, len(content), "the test"))


@pytest.mark.parametrize(
    "expression",
    [
        b"\x42\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f",  # i64.const
        b"\x43" + bytes(4),
        b"\x44" + bytes(8),
        b"\x23\x05",  # global.get
        b"\xd0\x70",  # ref.null func
        b"\xd2\x07",  # ref.func
    ],
)
def test_other_constants_are_passed_over(expression: bytes) -> None:
    assert read(expression + b"\x0b") is None


@pytest.mark.parametrize(
    "expression",
    [
        b"\x41\x01\x41\x02\x6a\x0b",
        b"\x41" + b"\x80" * 5 + b"\x00\x0b",
        b"\x42" + b"\x80" * 10 + b"\x00\x0b",
        b"\x0b\x0b",
    ],
)
def test_what_has_to_be_worked_out_is_left_alone(expression: bytes) -> None:
    with pytest.raises(LeftAlone):
        read(expression)


@pytest.mark.parametrize(
    "expression", [b"", b"\x41", b"\x41\x80", b"\x41\x01", b"\x44\x00", b"\x23\xff\xff\xff\xff\xff"]
)
def test_what_ends_too_early_or_is_too_large_is_damaged(expression: bytes) -> None:
    with pytest.raises(NotAComponent):
        read(expression)
