"""One line of a difference for people."""

from typing import NamedTuple

from app.kit.text import truncate

MAX_LINES = 500
MAX_TEXT = 500


class Line(NamedTuple):
    """``sign`` is ``-`` for what is expected, ``+`` for what is there, a space for what both have or for a remark;
    ``depth`` counts levels of nesting from 0."""

    depth: int
    sign: str
    text: str


def bounded(lines: list[Line]) -> list[Line]:
    """At most MAX_LINES, the last of them a remark where there are more; each text at most MAX_TEXT characters."""
    kept = [line._replace(text=truncate(line.text, MAX_TEXT)) for line in lines[:MAX_LINES]]
    if len(lines) > MAX_LINES:
        kept[-1] = Line(0, " ", "… more is not shown")
    return kept
