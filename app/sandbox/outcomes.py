"""Why a call into an operator did not end well: which limit, or which exception."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wasmtime import Trap, WasmtimeError

from app.kit.text import printable, truncate
from app.sandbox import explanations
from app.sandbox.deadline import TimeLimitReached
from app.sandbox.host.buffers import MAX_BUFFERS, TooManyBuffers
from app.sandbox.preparation import RunLimits
from app.sandbox.recording import HostCallsReached, OutputLimitReached, Recording
from app.sandbox.wasi.command_line import Exited
from app.sandbox.wasi.interface import RuleBroken
from app.sandbox.wasi.tables import MAX_HANDLES, TooManyHandles

# Exceptions of the host's own functions are raised again, as they are, by the call that was under way.
GUEST_FAILURES = (
    WasmtimeError,
    Trap,
    OutputLimitReached,
    HostCallsReached,
    TimeLimitReached,
    TooManyBuffers,
    TooManyHandles,
    RuleBroken,
    Exited,
)
_MAX_BACKTRACE = 16_384
_SEARCHED = 256_000  # characters at the end of stderr: whatever ends an instance is the last that it prints
_MAX_ERROR = 2_000

_TRACEBACK = "Traceback (most recent call last):\n"
# What Rust prints when it panics; componentize-py panics on an uncaught Python exception, whose traceback
# comes before.
_PANIC = re.compile(r"^thread '[^'\n]{0,200}' panicked at [^\n]{0,500}:\n(?P<message>[^\n]*)", re.MULTILINE)
_EXCEPTION = re.compile(r"[A-Za-z_][\w.]*(?::|$)")
_PANIC_OF_PYTHON = "Python function threw an unexpected exception"
_TRAP = re.compile(r"^[ \t]{0,40}wasm trap: (?P<reason>.{0,2000})", re.MULTILINE)


@dataclass(frozen=True)
class Failure:
    """``error`` is the exception or the trap in its own words, ``explanation`` what happened and what to
    do."""

    outcome: str
    explanation: str
    error: str | None = None
    wasm_backtrace: str | None = None


def explain(error: BaseException, recording: Recording, seconds: float) -> Failure:
    """The failure behind one of GUEST_FAILURES, told from what was seen and nothing else; ``seconds`` is how long the
    call was allowed to take."""
    limits = recording.limits
    message = str(error)
    backtrace = truncate(printable(message), _MAX_BACKTRACE) if isinstance(error, WasmtimeError | Trap) else ""
    if recording.over or isinstance(error, OutputLimitReached):
        return Failure("output_limit", explanations.too_much(limits.output_bytes), None, backtrace or None)
    stopped = _stopped(error, message, limits, seconds)
    if stopped is not None:
        outcome, sentence = stopped
        return Failure(outcome, sentence, None, backtrace or None)
    return _raised(message, exception_text(recording.stream("stderr")), limits, backtrace or None)


def exception_text(stderr: str) -> str | None:
    """The uncaught exception's own line or lines, such as ``ValueError: bad``, else a panic's; None without
    both."""
    stderr = stderr[-_SEARCHED:]
    panics = list(_PANIC.finditer(stderr))
    if panics and panics[-1]["message"] != _PANIC_OF_PYTHON:
        return truncate(panics[-1]["message"], _MAX_ERROR)
    before = stderr[: panics[-1].start()] if panics else stderr
    _, found, rest = before.rpartition(_TRACEBACK)
    text = "\n".join(_without_frames(rest.splitlines())).strip() if found else _without_traceback(before, panics)
    return truncate(text, _MAX_ERROR) or None


def _without_traceback(before: str, panics: list[re.Match[str]]) -> str:
    """What no line of Python raised, such as a wrong number of arguments, stands alone before the panic."""
    last = before.rstrip().rpartition("\n")[2]
    return last if panics and _EXCEPTION.match(last) else ""


def _stopped(error: BaseException, message: str, limits: RunLimits, seconds: float) -> tuple[str, str] | None:
    """Outcome and explanation where the host, not the operator's own code, ended the call."""
    match error:
        case TimeLimitReached():
            return "time_limit", explanations.waiting(seconds)
        case HostCallsReached():
            return "host_call_limit", explanations.too_many_calls(limits.host_calls)
        case TooManyBuffers():
            return "memory_limit", explanations.too_many_buffers(MAX_BUFFERS)
        case TooManyHandles():
            return "memory_limit", explanations.too_many_handles(MAX_HANDLES)
        case Exited():
            return "exit", explanations.exited(error.code)
    return _refused(message, limits, seconds)


def _refused(message: str, limits: RunLimits, seconds: float) -> tuple[str, str] | None:
    """The same where only the engine's own words tell it."""
    if "wasm trap: interrupt" in message:
        return "time_limit", explanations.too_long(seconds)
    if "fuel allocated for hostcalls" in message:
        return "output_limit", explanations.TOO_LARGE
    if "exceeds memory limits" in message:
        return "memory_limit", explanations.no_room(limits.memory_bytes)
    return None


def _raised(message: str, raised: str | None, limits: RunLimits, backtrace: str | None) -> Failure:
    if raised is None:
        reason = _trap_reason(message)
        return Failure("trap", explanations.stopped(reason), reason, backtrace)
    name = raised.partition(":")[0].partition("\n")[0]
    if name == "MemoryError":
        return Failure("memory_limit", explanations.out_of_memory(limits.memory_bytes), raised, backtrace)
    return Failure("trap", explanations.uncaught(name, raised), raised, backtrace)


def _trap_reason(message: str) -> str:
    found = _TRAP.search(message[-_SEARCHED:])
    reason = found["reason"] if found else message.partition("\n")[0]
    return truncate(printable(reason), _MAX_ERROR)


def _without_frames(lines: list[str]) -> Iterator[str]:
    inside = True
    for line in lines:
        inside = inside and line.startswith(" ")
        if not inside:
            yield line
