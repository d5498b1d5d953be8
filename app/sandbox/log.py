"""A child's standard output and error as lines fit to keep and to show, whatever bytes arrive."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from app.kit.text import decode, printable
from app.sandbox.limits import human_bytes

LONGEST_LINE = 4096  # bytes; the rest of a longer line is dropped
_CUT = " … (line cut)"
_TAIL_LINES = 20


class LineLog:
    """Splits, cleans and bounds a stream: ``on_line`` gets at most ``limit`` bytes of lines, then one that
    says so.
    """

    def __init__(self, on_line: Callable[[str], None], limit: int) -> None:
        self.truncated = False
        self.tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._on_line = on_line
        self._limit = limit
        self._left = limit
        self._pending = bytearray()
        self._cut = False

    def feed(self, chunk: bytes) -> None:
        """Take what has arrived; complete lines go on at once."""
        *lines, rest = chunk.split(b"\n")
        for line in lines:
            if self.truncated:
                return
            self._take(line)
            self._finish()
        self._take(rest)

    def close(self) -> None:
        """Let go of a last line without an end."""
        if self._pending:
            self._finish()

    def _take(self, part: bytes) -> None:
        room = LONGEST_LINE - len(self._pending)
        self._pending += part[:room]
        self._cut = self._cut or len(part) > room

    def _finish(self) -> None:
        size = len(self._pending) + 1
        if self.truncated or size > self._left:
            self._stop()
        else:
            self._left -= size
            self._forward(_clean(bytes(self._pending)) + (_CUT if self._cut else ""))
        self._pending.clear()
        self._cut = False

    def _stop(self) -> None:
        if not self.truncated:
            self.truncated = True
            self._forward(f"… the log is cut here: it may hold {human_bytes(self._limit)}.")

    def _forward(self, line: str) -> None:
        self.tail.append(line)
        self._on_line(line)


def _clean(line: bytes) -> str:
    return printable(decode(line.rstrip(b"\r"))).replace("\r", "\ufffd")
