"""Why a call into an operator did not end well: which limit, or which exception."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wasmtime import ExitTrap, Trap, WasmtimeError

from app.kit.text import printable, truncate
from app.sandbox import explanations
from app.sandbox.deadline import Stuck
from app.sandbox.host.buffers import MAX_BUFFERS, TooManyBuffers
from app.sandbox.recording import OutputLimitReached, Recording

GUEST_FAILURES = (WasmtimeError, Trap, OutputLimitReached, Stuck, TooManyBuffers)
_MAX_BACKTRACE = 16_384
_MAX_ERROR = 2_000

_TRACEBACK = "Traceback (most recent call last):\n"
# What Rust prints when it panics; componentize-py panics on an uncaught Python exception, whose traceback
# comes before.
_PANIC = re.compile(r"^thread '[^\n]*' panicked at [^\n]*:\n(?P<message>[^\n]*)", re.MULTILINE)
_PANIC_OF_PYTHON = "Python function threw an unexpected exception"
_TRAP = re.compile(r"^\s*wasm trap: (?P<reason>.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Failure:
    """``error`` is the exception or the trap in its own words, ``explanation`` what happened and what to
    do."""

    outcome: str
    explanation: str
    error: str | None = None
    wasm_backtrace: str | None = None


@dataclass(frozen=True)
class Bounds:
    """The limits that held for the call."""

    seconds: float
    memory_bytes: int
    output_bytes: int


def explain(error: BaseException, recording: Recording, bounds: Bounds) -> Failure:
    """The failure behind one of GUEST_FAILURES, told from what was seen and nothing else."""
    message = str(error)
    backtrace = truncate(printable(message), _MAX_BACKTRACE) or None
    if recording.over:
        return Failure("output_limit", explanations.too_much(bounds.output_bytes), None, backtrace)
    stopped = _stopped(error, message, bounds)
    if stopped is not None:
        outcome, sentence = stopped
        return Failure(outcome, sentence, None, backtrace)
    return _raised(message, exception_text(recording.stream("stderr")), bounds, backtrace)


def exception_text(stderr: str) -> str | None:
    """The uncaught exception's own line or lines, such as ``ValueError: bad``, else a panic's; None without
    both."""
    panics = list(_PANIC.finditer(stderr))
    if panics and panics[-1]["message"] != _PANIC_OF_PYTHON:
        return truncate(panics[-1]["message"], _MAX_ERROR)
    before = stderr[: panics[-1].start()] if panics else stderr
    _, found, rest = before.rpartition(_TRACEBACK)
    text = "\n".join(_without_frames(rest.splitlines())).strip() if found else ""
    return truncate(text, _MAX_ERROR) or None


def _stopped(error: BaseException, message: str, bounds: Bounds) -> tuple[str, str] | None:
    """Outcome and explanation where the host, not the operator's own code, ended the call."""
    if isinstance(error, Stuck):
        return "time_limit", explanations.waiting(bounds.seconds)
    if isinstance(error, TooManyBuffers):
        return "memory_limit", explanations.too_many_buffers(MAX_BUFFERS)
    if isinstance(error, ExitTrap):
        return "exit", explanations.EXIT
    if "wasm trap: interrupt" in message:
        return "time_limit", explanations.too_long(bounds.seconds)
    if "fuel allocated for hostcalls" in message:
        return "output_limit", explanations.TOO_LARGE
    if "exceeds memory limits" in message:
        return "memory_limit", explanations.no_room(bounds.memory_bytes)
    return None


def _raised(message: str, raised: str | None, bounds: Bounds, backtrace: str | None) -> Failure:
    if raised is None:
        reason = _trap_reason(message)
        return Failure("trap", explanations.stopped(reason), reason, backtrace)
    name = raised.partition(":")[0].partition("\n")[0]
    if name == "MemoryError":
        return Failure("memory_limit", explanations.out_of_memory(bounds.memory_bytes), raised, backtrace)
    return Failure("trap", explanations.uncaught(name, raised), raised, backtrace)


def _trap_reason(message: str) -> str:
    found = _TRAP.search(message)
    reason = found["reason"] if found else message.partition("\n")[0]
    return truncate(printable(reason), _MAX_ERROR)


def _without_frames(lines: list[str]) -> Iterator[str]:
    inside = True
    for line in lines:
        inside = inside and line.startswith(" ")
        if not inside:
            yield line
