from hypothesis import given
from hypothesis import strategies as st

from app.payloads.compare.line import MAX_LINES
from app.payloads.compare.text_diff import hexdump, lines
from tests.payloads.compare.drawing import bounded, drawn
from tests.payloads.compare.reports import unhurried


def test_lines_with_those_around_them() -> None:
    one = "\n".join(str(number) for number in range(20))
    assert drawn(lines(one, one.replace("\n9\n", "\nnine\n"))) == [
        " … 6 lines that are the same",
        *(" 6", " 7", " 8", "-9", "+nine", " 10", " 11", " 12"),
    ]
    assert lines(one, one) == []
    assert drawn(lines("a", "")) == ["-a", "+"]


@unhurried
@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30))
def test_lines_are_empty_only_for_equal_texts(one: str, other: str) -> None:
    assert (lines(one, other) == []) == (one == other)


def test_lines_are_bounded() -> None:
    assert bounded(lines("a\n" * 500_000, "b\na\n" * 500_000))
    assert len(lines("a\n" * 1_000, "b\n" * 1_000)) == MAX_LINES
    assert lines("a\n" + "b\n" * 1_000, "c\n" + "b\n" * 1_000)[-1].text == "… what follows is not compared here"


def test_long_lines_are_shown_where_they_differ() -> None:
    found = lines("x" * 10_000 + "old", "x" * 10_000 + "new")
    assert bounded(found)
    assert "old" in found[0].text
    assert "new" in found[1].text


def test_rows_of_bytes() -> None:
    one, other = bytearray(64), bytearray(65)
    other[33:35] = b"\xffA"
    assert drawn(hexdump(bytes(one), bytes(other))) == [
        " … 32 bytes that are the same",
        "-00000020  00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................",
        "+00000020  00 ff 41 00 00 00 00 00 00 00 00 00 00 00 00 00  ..A.............",
        " … 16 bytes that are the same",
        "+00000040  00                                               .",
    ]


@unhurried
@given(st.binary(max_size=50), st.binary(max_size=50))
def test_rows_are_empty_only_for_equal_bytes(one: bytes, other: bytes) -> None:
    assert (hexdump(one, other) == []) == (one == other)


def test_rows_are_bounded() -> None:
    assert bounded(hexdump(bytes(8_000_000), b"\x01" * 8_000_000))
