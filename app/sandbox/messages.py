"""The whole protocol between a child and its parent.

One JSON object a line, UTF-8, each with a ``kind`` in text, over a pipe that only the child's launcher and
its main know: what a guest prints goes to file descriptors 1 and 2 and can never be taken for a message.
The parent believes nothing: size, number and form are checked here.

Kinds that begin with ``launcher:`` belong to the launcher. ``launcher:walls`` says what was put up, then
comes exactly one of ``launcher:returned``, ``launcher:raised`` (error, cause) or ``launcher:refused``
(error). A warm child, which is given many requests, sends ``launcher:ready`` when its main waits for the first of them
and ``launcher:answered`` after each, with ``worn`` where it should not be asked again. All others belong to the job's
main.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

Message = dict[str, Any]

LAUNCHER = "launcher:"
WALLS = LAUNCHER + "walls"
READY = LAUNCHER + "ready"
ANSWERED = LAUNCHER + "answered"
RETURNED = LAUNCHER + "returned"
RAISED = LAUNCHER + "raised"
REFUSED = LAUNCHER + "refused"


class Channel:
    """The child's end. Threads may share it; a message is written whole or the call raises OSError.

    ``worn``: set by a warm child's main that wants to be replaced after the request that is under way; otherwise
    ``afterwards`` is called once that is answered and no other has come.
    """

    def __init__(self, descriptor: int) -> None:
        self.worn = False
        self.afterwards: Callable[[], None] = _nothing
        self._descriptor = descriptor
        self._lock = threading.RLock()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Inside the block only this thread sends; others wait."""
        with self._lock:
            yield

    def send(self, kind: str, **fields: Any) -> None:
        """Send one message; TypeError or ValueError for fields that JSON cannot hold."""
        text = json.dumps({"kind": kind, **fields}, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        line = memoryview(text.encode("utf-8", errors="replace") + b"\n")
        with self._lock:
            while line:
                line = line[os.write(self._descriptor, line) :]


def _nothing() -> None:
    """Most mains have nothing to do between two requests."""


class NotAMessage(ValueError):
    """The child sent something that this protocol does not know."""


class TooMuch(ValueError):
    """The child sent a larger message, or more of them, than ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class MessageReader:
    """The parent's end: bytes in, messages out, never more than one message and one chunk in memory."""

    def __init__(self, message_bytes: int, messages_bytes: int) -> None:
        self._message_bytes = message_bytes
        self._messages_bytes = self._left = messages_bytes
        self._pending = bytearray()

    def feed(self, chunk: bytes) -> Iterator[Message]:
        """The messages that ``chunk`` completes; raises NotAMessage or TooMuch."""
        self._left -= len(chunk)
        if self._left < 0:
            raise TooMuch(self._messages_bytes)
        *lines, rest = chunk.split(b"\n")
        for line in lines:
            self._take(line)
            whole = bytes(self._pending)
            self._pending.clear()
            yield _parse(whole)
        self._take(rest)

    def _take(self, part: bytes) -> None:
        if len(self._pending) + len(part) > self._message_bytes:
            raise TooMuch(self._message_bytes)
        self._pending += part


def _parse(line: bytes) -> Message:
    try:
        message = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
        if b"\\ud" in line.lower():  # an escaped half of a surrogate pair would break whoever stores the text
            json.dumps(message, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise NotAMessage("a line that is not JSON") from error
    if not isinstance(message, dict) or not isinstance(message.get("kind"), str):
        raise NotAMessage("JSON without a kind")
    return message


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
