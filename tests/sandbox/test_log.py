"""Bytes in, bounded and printable lines out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.sandbox.log import LONGEST_LINE, LineLog


def lines_of(*chunks: bytes, limit: int = 10_000) -> list[str]:
    lines: list[str] = []
    log = LineLog(lines.append, limit)
    for chunk in chunks:
        log.feed(chunk)
    log.close()
    return lines


def test_lines_are_put_together_across_chunks() -> None:
    assert lines_of(b"on", b"e\ntw", b"o\n\nlast") == ["one", "two", "", "last"]


def test_a_character_cut_in_two_is_whole_again() -> None:
    assert lines_of("ü".encode()[:1], "ü".encode()[1:] + b"\n") == ["ü"]


def test_a_long_line_is_cut_and_the_next_is_whole() -> None:
    first, second = lines_of(b"x" * LONGEST_LINE * 2, b"x" * 9 + b"\nshort\n", limit=100_000)
    assert first == "x" * LONGEST_LINE + " … (line cut)"
    assert second == "short"


def test_the_log_stops_once_and_says_so() -> None:
    lines = lines_of(b"12345\n" * 10, b"more\n", b"and no end", limit=14)
    assert lines == ["12345", "12345", "… the log is cut here: it may hold 14 bytes."]


@given(st.lists(st.binary(max_size=300), max_size=20), st.integers(1, 500))
def test_no_bytes_get_past_the_limit_or_steer_a_terminal(chunks: list[bytes], limit: int) -> None:
    lines = lines_of(*chunks, limit=limit)
    assert sum(len(line) + 1 for line in lines) <= limit + 60
    assert all(character.isprintable() or ord(character) >= 0xA0 or character == "\t" for character in "".join(lines))
