from hypothesis import given
from hypothesis import strategies as st

from app.kit.text import decode, printable, truncate


@given(st.text(), st.integers(1, 40))
def test_a_truncated_text_is_never_longer_than_the_limit(text: str, limit: int) -> None:
    cut = truncate(text, limit)

    assert len(cut) <= limit
    assert (cut == text) if len(text) <= limit else cut == text[: limit - 1] + "…"


@given(st.binary())
def test_any_bytes_can_be_decoded(content: bytes) -> None:
    decode(content).encode()


def test_what_is_not_utf_8_is_marked() -> None:
    assert decode(b"caf\xc3\xa9 \xff") == "café \ufffd"


def test_no_text_steers_a_terminal() -> None:
    hostile = "\x1b[2Jgone\x07\x00\x7f\x9b31m\r"

    assert printable(hostile) == "\ufffd[2Jgone\ufffd\ufffd\ufffd\ufffd31m\ufffd"
    assert printable("a\tb\nc\r\n é 🙂") == "a\tb\nc\r\n é 🙂"


def test_what_turns_the_reading_direction_is_written_out() -> None:
    assert printable("user\u202e \u2066# admin\u2069") == "user[U+202E] [U+2066]# admin[U+2069]"
    assert (
        printable("\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u200f!")
        == "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u200f!"
    )
