"""Two texts line by line, two contents row by row."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from app.payloads.compare import texts
from app.payloads.compare.line import MAX_LINES, MAX_TEXT, Line, bounded

_MOST_COMPARED = 400  # lines of each text, since matching takes the square of them
_CONTEXT = 3
_ROW = 16  # bytes
_STRIDE = 4_096  # bytes that are compared at once


def lines(expected: str, actual: str) -> list[Line]:
    """What differs with three lines around it; none where nothing does. Behind 400 lines that may differ, no more
    are matched."""
    if expected == actual:
        return []
    old, new = expected.split("\n"), actual.split("\n")
    start = texts.first_difference(old, new)
    shown = [Line(0, " ", texts.shown(line)) for line in old[max(0, start - _CONTEXT) : start]]
    skipped = [Line(0, " ", f"… {start - len(shown):,} lines that are the same")] if start > len(shown) else []
    matched = _matched(old[start : start + _MOST_COMPARED], new[start : start + _MOST_COMPARED])
    is_cut = max(len(old), len(new)) > start + _MOST_COMPARED
    rest = [Line(0, " ", "… what follows is not compared here")] if is_cut else []
    return bounded([*skipped, *shown, *matched, *rest])


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_CONTEXT)
    for number, group in enumerate(groups):
        if number:
            yield Line(0, " ", "…")
        for tag, start, end, new_start, new_end in group:
            if tag == "equal":
                yield from (Line(0, " ", texts.shown(line)) for line in old[start:end])
            else:
                yield from _replaced(old[start:end], new[new_start:new_end])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Lines that stand for each other are shown where they begin to differ, if they are long."""
    places = [texts.first_difference(*pair) for pair in zip(old, new, strict=False)]
    for sign, part in (("-", old), ("+", new)):
        for index, line in enumerate(part):
            yield Line(0, sign, texts.excerpt(line, places[index] if index < len(places) else 0, MAX_TEXT))


def hexdump(expected: bytes, actual: bytes) -> list[Line]:
    """Rows of 16 bytes that differ, as offset, bytes and ASCII; none where nothing does."""
    found: list[Line] = []
    before = 0
    for offset in _differing_rows(expected, actual):
        if offset > before:
            found.append(Line(0, " ", f"… {offset - before:,} bytes that are the same"))
        before = offset + _ROW
        for sign, content in (("-", expected), ("+", actual)):
            if row := content[offset : offset + _ROW]:
                found.append(Line(0, sign, _row(offset, row)))
        if len(found) > MAX_LINES:
            break
    return bounded(found)


def _differing_rows(expected: bytes, actual: bytes) -> Iterator[int]:
    for stride in range(0, max(len(expected), len(actual)), _STRIDE):
        if expected[stride : stride + _STRIDE] == actual[stride : stride + _STRIDE]:
            continue
        for offset in range(stride, stride + _STRIDE, _ROW):
            if expected[offset : offset + _ROW] != actual[offset : offset + _ROW]:
                yield offset


def _row(offset: int, row: bytes) -> str:
    text = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
    return f"{offset:08x}  {row.hex(' '):<47}  {text}"
