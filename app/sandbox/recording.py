"""What one call into an operator leaves behind: logs, metrics, state changes, stdout and stderr, all within
bounds.

Two kinds of bound. Bytes: when ``output_bytes`` are used up the call is stopped. Entries: beyond a number of
log lines, metrics or state changes no more are kept, the call goes on, and ``truncated`` says so.
"""

from collections.abc import Callable
from typing import Any

from app.kit.text import decode, printable

MAX_LOG_LINES = 2_000
MAX_METRICS = 2_000
MAX_STATE_CHANGES = 2_000
_ENTRY_BYTES = 64  # what an entry costs beside its own text, so that empty lines are not free


class OutputLimitReached(Exception):
    """The call has used up its output bytes."""


class Recording:
    """One call's traces. ``interrupt`` stops the guest where a host function cannot do it by raising."""

    def __init__(self, output_bytes: int, interrupt: Callable[[], None]) -> None:
        self.logs: list[dict[str, Any]] = []
        self.metrics: list[dict[str, Any]] = []
        self.state_changes: list[dict[str, Any]] = []
        self.truncated = False
        self.over = False
        self._left = output_bytes
        self._interrupt = interrupt
        self._streams = {"stdout": bytearray(), "stderr": bytearray()}

    def log(self, level: str, context: str, message: str) -> None:
        """Keep a log line; OutputLimitReached where it is one too many."""
        self._spend(_size(context) + _size(message))
        self._keep(self.logs, MAX_LOG_LINES, {"level": level, "context": context, "message": message})

    def metric(self, name: str, kind: str, value: Any, labels: list[list[str]]) -> None:
        """Keep a measurement; OutputLimitReached where it is one too many."""
        self._spend(_size(name) + sum(_size(key) + _size(label) for key, label in labels))
        self._keep(self.metrics, MAX_METRICS, {"name": name, "kind": kind, "value": value, "labels": labels})

    def state_change(self, change: dict[str, Any]) -> None:
        """Keep a change of the state store; OutputLimitReached where it is one too many."""
        self._spend(sum(_size(text) for text in change.values() if isinstance(text, str)))
        self._keep(self.state_changes, MAX_STATE_CHANGES, change)

    def write(self, stream: str, content: bytes) -> None:
        """Keep what was printed, the part that fits. The guest is interrupted at the limit: an exception here
        would only look to it like a broken stream."""
        self._streams[stream] += content[: max(self._left, 0)]
        self._left -= len(content)
        if self._left < 0:
            self._mark_over()
            self._interrupt()

    def output(self, size: int) -> None:
        """Count what the operator returned; OutputLimitReached where it is too much."""
        self._spend(size)

    def stream(self, name: str) -> str:
        """What was printed on ``stdout`` or ``stderr``, as text without control characters."""
        return printable(decode(bytes(self._streams[name])))

    def as_json(self) -> dict[str, Any]:
        """The members that every result and the result of ``init`` have."""
        return {
            "logs": self.logs,
            "metrics": self.metrics,
            "state_changes": self.state_changes,
            "stdout": self.stream("stdout"),
            "stderr": self.stream("stderr"),
            "truncated": self.truncated,
        }

    def _spend(self, size: int) -> None:
        self._left -= size + _ENTRY_BYTES
        if self._left < 0:
            self._mark_over()
            raise OutputLimitReached

    def _mark_over(self) -> None:
        self.over = self.truncated = True

    def _keep(self, entries: list[dict[str, Any]], most: int, entry: dict[str, Any]) -> None:
        if len(entries) < most:
            entries.append(entry)
        else:
            self.truncated = True


def _size(text: str) -> int:
    return len(text.encode(errors="replace"))
