"""What one call into an operator leaves behind: logs, metrics, state changes, lookups of schemas, stdout and stderr,
all within bounds.

Three kinds of bound. Bytes: when ``output_bytes`` are used up the call is stopped. Calls: so is it after ``host_calls``
calls of host functions. Entries: beyond a number of log lines, metrics, state changes or lookups no more are kept, they
cost nothing, the call goes on, and ``truncated`` says so.
"""

from collections.abc import Callable, Sequence
from typing import Any

from app.kit.text import decode, printable
from app.sandbox.preparation import RunLimits

MAX_METRICS = 2_000
MAX_STATE_CHANGES = 2_000
MAX_SCHEMA_LOOKUPS = 2_000
ENTRY_BYTES = 64  # what an entry costs beside its own text, so that empty lines are not free

Json = dict[str, Any]


class OutputLimitReached(Exception):
    """The call has used up its output bytes."""


class HostCallsReached(Exception):
    """The call has used up its calls of host functions."""


class Recording:
    """One call's traces. ``interrupt`` stops the guest once this function has returned to it.

    Each method that keeps an entry raises OutputLimitReached where it is one too many for ``output_bytes``.
    """

    def __init__(self, limits: RunLimits, interrupt: Callable[[], None]) -> None:
        self.limits = limits
        self.logs: list[Json] = []
        self.metrics: list[Json] = []
        self.state_changes: list[Json] = []
        self.schema_lookups: list[Json] = []
        self.schemas_read: set[tuple[str, str]] = set()  # id and version
        self.truncated = False
        self.over = False
        self.host_calls = 0
        self._left = limits.output_bytes
        self._interrupt = interrupt
        self._streams = {"stdout": bytearray(), "stderr": bytearray()}

    def called(self) -> None:
        """Count one call of a host function; HostCallsReached where it is one too many."""
        self.host_calls += 1
        if self.host_calls > self.limits.host_calls:
            raise HostCallsReached

    def log(self, level: str, context: str, message: str) -> None:
        """Keep a log line."""
        if len(self.logs) >= self.limits.log_lines:
            self.truncated = True
            return
        self._spend(_size(context) + _size(message))
        self.logs.append({"level": level, "context": _shown(context), "message": _shown(message)})

    def metric(self, name: str, kind: str, value: Any, labels: Sequence[tuple[str, str]], error: str | None) -> None:
        """Keep a measurement; with an ``error`` one that was refused."""
        if self._has_room(self.metrics, MAX_METRICS):
            self._spend(_size(name) + sum(_size(key) + _size(label) + ENTRY_BYTES for key, label in labels))
            pairs = [[_shown(key), _shown(label)] for key, label in labels]
            entry = {"name": _shown(name), "kind": kind, "value": value, "labels": pairs}
            self.metrics.append({**entry, "error": error and _shown(error)})

    def state_change(self, change: Json, size: int) -> None:
        """Keep a change of the state store, whose texts take ``size`` bytes."""
        if self._has_room(self.state_changes, MAX_STATE_CHANGES):
            self._spend(size)
            self.state_changes.append(change)

    def schema_lookup(self, identity: str, version: str, *, found: bool) -> None:
        """Keep a question to the schema registry."""
        if found:
            self.schemas_read.add((identity, version))
        if self._has_room(self.schema_lookups, MAX_SCHEMA_LOOKUPS):
            self._spend(_size(identity) + _size(version))
            self.schema_lookups.append({"id": _shown(identity), "version": _shown(version), "found": found})

    @property
    def printed(self) -> int:
        """Bytes on both streams that were kept."""
        return sum(map(len, self._streams.values()))

    def write(self, stream: str, content: bytes) -> None:
        """Keep what was printed, the part that fits. At the limit the guest is interrupted where it stands, which costs
        the least however much is still to come."""
        self._streams[stream] += content[: max(self._left, 0)]
        self._left -= len(content)
        if self._left < 0:
            self._mark_over()
            self._interrupt()

    def output(self, size: int) -> None:
        """Count what the operator returned."""
        self._spend(size)

    def stream(self, name: str) -> str:
        """What was printed on ``stdout`` or ``stderr``, as text without control characters."""
        return printable(decode(bytes(self._streams[name])))

    def as_json(self) -> Json:
        """The members that every result and the result of ``init`` have."""
        return {
            "logs": self.logs,
            "metrics": self.metrics,
            "state_changes": self.state_changes,
            "schema_lookups": self.schema_lookups,
            "stdout": self.stream("stdout"),
            "stderr": self.stream("stderr"),
            "host_calls": self.host_calls,
            "truncated": self.truncated,
        }

    def _spend(self, size: int) -> None:
        self._left -= size + ENTRY_BYTES
        if self._left < 0:
            self._mark_over()
            raise OutputLimitReached

    def _mark_over(self) -> None:
        self.over = self.truncated = True

    def _has_room(self, entries: list[Json], most: int) -> bool:
        if len(entries) < most:
            return True
        self.truncated = True
        return False


def _size(text: str) -> int:
    """In UTF-8; a text of ASCII need not be written to know."""
    return len(text) if text.isascii() else len(text.encode(errors="replace"))


def _shown(text: str) -> str:
    return text if text.isprintable() else printable(text)
