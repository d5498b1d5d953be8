import pytest
from wasmtime import WasmtimeError

from app.sandbox import explanations
from app.sandbox.deadline import TimeLimitReached
from app.sandbox.host.buffers import TooManyBuffers
from app.sandbox.outcomes import GUEST_FAILURES, Failure, exception_text, explain
from app.sandbox.recording import HostCallsReached, OutputLimitReached
from app.sandbox.wasi.command_line import Exited
from app.sandbox.wasi.interface import RuleBroken
from app.sandbox.wasi.tables import TooManyHandles
from tests.sandbox.recordings import recording

UNREACHABLE = (
    "error while executing at wasm backtrace:\n    0: 0xb9 - runtime!panic\n\n"
    "Caused by:\n    wasm trap: wasm `unreachable` instruction executed\n"
)
TRACEBACK = 'Traceback (most recent call last):\n  File "/0/app.py", line 3, in process\n    x\n{raised}\n'
PANIC = "thread '<unnamed>' panicked at runtime/src/lib.rs:483:25:\n{message}\nnote: run with RUST_BACKTRACE\n"
UNRAISED = PANIC.format(message="Python function threw an unexpected exception")
UNCAUGHT = TRACEBACK + PANIC.format(message="Python function threw an unexpected exception")


def explained(error: BaseException, stderr: str = "", *, over: bool = False) -> Failure:
    assert isinstance(error, GUEST_FAILURES)
    kept = recording(host_calls=1_000)
    kept.write("stderr", stderr.encode())
    kept.over = over
    return explain(error, kept, 2)


@pytest.mark.parametrize(
    ("stderr", "text"),
    [
        ("", None),
        ("some words", None),
        ("TypeError: one argument\n", None),
        ("said\nTypeError: one argument\n" + UNRAISED, "TypeError: one argument"),
        ("KeyError\n" + UNRAISED, "KeyError"),
        ("some words\n" + UNRAISED, None),
        (UNRAISED, None),
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


@pytest.mark.parametrize(
    ("error", "outcome", "said"),
    [
        (TimeLimitReached(), "time_limit", "waiting when its 2 s"),
        (HostCallsReached(), "host_call_limit", "1,000"),
        (TooManyBuffers(), "memory_limit", "100,000"),
        (TooManyHandles(), "memory_limit", "keeps more than"),
        (Exited(1), "exit", "as a failure"),
        (RuleBroken("it waits for nothing"), "trap", "it waits for nothing"),
    ],
)
def test_what_the_host_itself_ends_is_told(error: Exception, outcome: str, said: str) -> None:
    failure = explained(error)
    assert (failure.outcome, failure.wasm_backtrace) == (outcome, None)
    assert said in failure.explanation


def test_what_was_printed_before_an_exit_is_not_taken_for_its_cause() -> None:
    assert explained(Exited(1), TRACEBACK.format(raised="SystemExit: 1")).outcome == "exit"


def test_an_output_that_does_not_fit_is_an_output_limit() -> None:
    failure = explained(OutputLimitReached(), over=True)
    assert (failure.outcome, failure.wasm_backtrace) == ("output_limit", None)


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


def test_a_panic_is_found_at_the_end_of_much_that_looks_like_one() -> None:
    noise = "thread '" + "' panicked at " * 50_000 + "\n"
    assert exception_text(noise + "thread '<unnamed>' panicked at src/lib.rs:1:2:\nthe reason\n") == "the reason"


def test_a_panic_of_the_bindings_is_not_taken_for_a_class() -> None:
    raised = "called `Result::unwrap()` on an `Err` value: PyErr { type: <class 'UnicodeEncodeError'> }"
    sentence = explanations.uncaught(raised.partition(":")[0], raised)
    assert "called `" not in sentence
    assert "UTF-8" in sentence
