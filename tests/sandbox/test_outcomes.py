import pytest
from wasmtime import WasmtimeError

from app.sandbox.deadline import Stuck
from app.sandbox.host.buffers import TooManyBuffers
from app.sandbox.outcomes import Bounds, Failure, exception_text, explain
from app.sandbox.recording import Recording

BOUNDS = Bounds(seconds=2, memory_bytes=64 << 20, output_bytes=1 << 20)
UNREACHABLE = (
    "error while executing at wasm backtrace:\n    0: 0xb9 - runtime!panic\n\n"
    "Caused by:\n    wasm trap: wasm `unreachable` instruction executed\n"
)
TRACEBACK = 'Traceback (most recent call last):\n  File "/0/app.py", line 3, in process\n    x\n{raised}\n'
PANIC = "thread '<unnamed>' panicked at runtime/src/lib.rs:483:25:\n{message}\nnote: run with RUST_BACKTRACE\n"
UNCAUGHT = TRACEBACK + PANIC.format(message="Python function threw an unexpected exception")


def explained(error: BaseException, stderr: str = "", *, over: bool = False) -> Failure:
    recording = Recording(1 << 20, lambda: None)
    recording.write("stderr", stderr.encode())
    recording.over = over
    return explain(error, recording, BOUNDS)


@pytest.mark.parametrize(
    ("stderr", "text"),
    [
        ("", None),
        ("some words", None),
        (UNCAUGHT.format(raised="ValueError: bad"), "ValueError: bad"),
        (UNCAUGHT.format(raised="ValueError: two\nlines"), "ValueError: two\nlines"),
        (UNCAUGHT.format(raised="KeyError"), "KeyError"),
        (TRACEBACK.format(raised="OSError: handled") + UNCAUGHT.format(raised="KeyError: 'a'"), "KeyError: 'a'"),
        (TRACEBACK.format(raised="MemoryError") + PANIC.format(message="called unwrap"), "called unwrap"),
        (TRACEBACK.format(raised="OSError: printed and handled"), "OSError: printed and handled"),
    ],
)
def test_the_uncaught_exception_is_found_in_stderr(stderr: str, text: str | None) -> None:
    assert exception_text(stderr) == text


def test_the_text_of_an_exception_is_bounded() -> None:
    text = exception_text(UNCAUGHT.format(raised="ValueError: " + "x" * 100_000))
    assert text is not None
    assert len(text) == 2_000


def test_an_exception_is_a_trap() -> None:
    failure = explained(WasmtimeError(UNREACHABLE), UNCAUGHT.format(raised="ValueError: bad"))
    assert (failure.outcome, failure.error) == ("trap", "ValueError: bad")
    assert failure.wasm_backtrace == UNREACHABLE.strip() or failure.wasm_backtrace == UNREACHABLE


def test_a_trap_without_an_exception_tells_its_reason_only() -> None:
    failure = explained(WasmtimeError("Caused by:\n    wasm trap: call stack exhausted"))
    assert (failure.outcome, failure.error) == ("trap", "call stack exhausted")
    assert "call stack exhausted" in failure.explanation


@pytest.mark.parametrize("raised", ["MemoryError", "MemoryError: too much"])
def test_a_memory_error_is_a_memory_limit(raised: str) -> None:
    failure = explained(WasmtimeError(UNREACHABLE), UNCAUGHT.format(raised=raised))
    assert failure.outcome == "memory_limit"
    assert "64 MiB" in failure.explanation


def test_an_exception_that_only_speaks_of_memory_is_a_trap() -> None:
    failure = explained(WasmtimeError(UNREACHABLE), UNCAUGHT.format(raised="ValueError: MemoryError"))
    assert failure.outcome == "trap"


def test_an_interrupt_is_a_time_limit_whatever_stderr_says() -> None:
    failure = explained(WasmtimeError("wasm trap: interrupt"), TRACEBACK.format(raised="ValueError: handled"))
    assert (failure.outcome, failure.error) == ("time_limit", None)
    assert "2 s" in failure.explanation


def test_a_call_left_behind_is_a_time_limit() -> None:
    failure = explained(Stuck())
    assert (failure.outcome, failure.wasm_backtrace) == ("time_limit", None)


def test_buffers_without_end_are_a_memory_limit() -> None:
    assert explained(TooManyBuffers()).outcome == "memory_limit"


def test_an_interrupt_because_of_output_is_an_output_limit() -> None:
    failure = explained(WasmtimeError("wasm trap: interrupt"), over=True)
    assert failure.outcome == "output_limit"
    assert "1 MiB" in failure.explanation


def test_too_much_to_lift_is_an_output_limit_with_its_number() -> None:
    failure = explained(WasmtimeError("fuel allocated for hostcalls has been exhausted"))
    assert failure.outcome == "output_limit"
    assert "2,796,130" in failure.explanation


def test_a_backtrace_is_bounded_and_printable() -> None:
    failure = explained(WasmtimeError("\x1b[31m" + "frame\n" * 100_000))
    assert failure.wasm_backtrace is not None
    assert len(failure.wasm_backtrace) == 16_384
    assert "\x1b" not in failure.wasm_backtrace
