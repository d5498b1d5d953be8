import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payloads.compare.texts import MAX_CHARACTERS, excerpt, first_difference, hex_text, of_bytes, of_texts, shown
from tests.payloads.compare.reports import unhurried


@unhurried
@given(st.text(max_size=20), st.text("ab", max_size=20), st.text("ab", max_size=20))
def test_where_two_texts_begin_to_differ(same: str, one: str, other: str) -> None:
    first, second = same + one, same + other
    at = first_difference(first, second)
    assert first[:at] == second[:at]
    assert first[at : at + 1] != second[at : at + 1] or first == second


def test_what_is_shown_is_bounded_and_harmless() -> None:
    assert shown("a" * 5_000) == "a" * (MAX_CHARACTERS - 1) + "…"
    assert shown("a\x1b[2Jb\x00") == "a\ufffd[2Jb\ufffd"
    assert shown("half \ud800") == "half \\ud800"
    assert len(shown("\ud800" * 5_000)) == MAX_CHARACTERS


def test_long_texts_are_shown_where_they_differ() -> None:
    expected, actual, note = of_texts("a" * 10_000 + "\nhere" + "b" * 9_000, "a" * 10_000 + "\nthere" + "b" * 9_000)
    assert len(expected) == len(actual) == MAX_CHARACTERS
    assert "here" in expected
    assert "there" in actual
    assert "character 10,002 (line 2)" in note
    assert "19,005" in note
    assert "19,006" in note


def test_short_texts_are_shown_whole() -> None:
    assert of_texts("abc", "abd") == (
        "abc",
        "abd",
        "They differ from character 3 on; expected are 3 characters, there are 3.",
    )


def test_bytes_are_shown_in_hexadecimal() -> None:
    expected, actual, note = of_bytes(b"\x00\x01", b"\x00\xff\x02")
    assert (expected, actual) == ("00 01", "00 ff 02")
    assert "byte 2" in note
    assert hex_text(b"") == ""


@pytest.mark.parametrize("at", [0, 5_000, 99_999])
def test_long_bytes_are_shown_where_they_differ(at: int) -> None:
    changed = bytearray(100_000)
    changed[at] = 0xEE
    expected, actual, _ = of_bytes(bytes(100_000), bytes(changed))
    assert "ee" in actual
    assert "ee" not in expected
    assert max(len(expected), len(actual)) <= MAX_CHARACTERS


def test_an_excerpt_holds_the_place() -> None:
    text = "".join(chr(0x4E00 + index) for index in range(10_000))
    for at in (0, 100, 5_000, 9_999):
        part = excerpt(text, at, 50)
        assert text[at] in part
        assert len(part) <= 50
