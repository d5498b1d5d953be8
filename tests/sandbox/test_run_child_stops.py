"""Operators that fail: what each failure is called, what is still shown, and that the run goes on."""

import threading
from typing import Any

import pytest

from app.sandbox import deadline
from app.sandbox.explanations import MAX_LIFTED_BYTES
from app.sandbox.host.logger import Logger
from app.sandbox.run_child import Worker
from tests.sandbox.running import LIMITS, Ran, answer, ask, request, run

pytestmark = pytest.mark.build


def stopped(message: dict[str, Any], **limits: int) -> dict[str, Any]:
    """The result of a message that fails; the next one must work in a fresh instance."""
    ran = run("map", [message, ask("describe")], limits=LIMITS | limits)
    assert answer(ran.results[1])["seen"] == 1
    assert ran.results[1]["reinitialised"] is True
    return ran.results[0]


def test_an_uncaught_exception_traps_and_its_traceback_is_read() -> None:
    result = stopped(ask("fail"))
    assert result["outcome"] == "trap"
    assert result["error"] == "ValueError: not today: \\ud800"
    assert "ValueError" in result["explanation"]
    assert result["stdout"] == "about to fail\n"
    assert [(frame["path"], frame["function"]) for frame in result["traceback"]] == [
        ("probe_map.py", "process"),
        ("probe_map.py", "fail"),
    ]
    assert "wasm backtrace" in result["wasm_backtrace"]
    assert "wasm backtrace" not in result["stderr"]


def test_an_endless_loop_is_stopped_and_what_came_before_is_shown() -> None:
    result = stopped(ask("spin"), time_ms=300)
    assert result["outcome"] == "time_limit"
    assert "300 ms" in result["explanation"]
    assert result["stdout"] == "spinning\n"
    assert result["logs"] == [{"level": "info", "context": "probe", "message": "before the loop"}]
    assert result["traceback"] == []


def test_a_sleep_ends_with_its_time() -> None:
    result = stopped(ask("sleep", seconds=3600), time_ms=200)
    assert result["outcome"] == "time_limit"
    assert "time.sleep" in result["explanation"]
    assert result["stdout"] == "asleep\n"


def test_many_sleeps_cost_a_run_nothing_but_time() -> None:
    ran = run("map", [*[ask("sleep", seconds=3600)] * 10, ask("describe")], limits=LIMITS | {"time_ms": 300})
    assert ran.outcomes == ["time_limit"] * 10 + ["output"]
    assert ran.finished["stopped"] is None


class Heard:
    """Takes messages as they are sent."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    def send(self, kind: str, **fields: Any) -> None:
        self.messages.append({"kind": kind, **fields})


def test_a_call_that_does_not_end_although_interrupted_is_given_up_with_its_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A host function that goes on for ever stands for whatever nobody thought of."""
    woken, heard = threading.Event(), Heard()
    told_then: list[dict[str, Any]] = []

    def log(logger: Logger, level: str, context: str, message: str) -> None:
        if context == "probe":
            assert woken.wait(300)

    def give_up() -> None:
        assert worker.under_way is not None
        worker.under_way.give_up()
        told_then.extend(heard.messages)
        woken.set()

    monkeypatch.setattr(deadline, "GRACE_S", 0.05)
    monkeypatch.setattr(Logger, "log", log)
    worker = Worker(give_up)
    worker.run(request("map", [ask("describe"), ask("spin")], limits=LIMITS | {"time_ms": 300}), heard)
    worker.close()

    assert [message["kind"] for message in told_then] == ["init", "result", "result", "finished"]
    given_up = told_then[2]
    assert (given_up["index"], given_up["result"]["outcome"]) == (1, "time_limit")
    assert given_up["result"]["stdout"] == "spinning\n"
    assert "could not be ended" in told_then[3]["stopped"]


def test_growth_without_end_is_a_memory_limit() -> None:
    result = stopped(ask("allocate"), memory_bytes=64 << 20)
    assert result["outcome"] == "memory_limit"
    assert "64 MiB" in result["explanation"]
    assert result["traceback"][-1]["function"] == "allocate"


def test_a_component_that_needs_more_memory_than_it_may_have_does_not_start() -> None:
    ran = run("map", [ask("describe")], limits=LIMITS | {"memory_bytes": 1 << 20})
    assert (ran.init["ok"], ran.init["outcome"], ran.results) == (False, "memory_limit", [])


def test_leaving_the_process_is_an_exit() -> None:
    result = stopped(ask("leave"))
    assert result["outcome"] == "exit"
    assert result["stdout"] == "leaving\n"


@pytest.mark.parametrize("do", ["flood", "log_without_end"])
def test_output_without_end_is_cut(do: str) -> None:
    result = stopped(ask(do), output_bytes=50_000)
    assert (result["outcome"], result["truncated"]) == ("output_limit", True)
    assert "48.8 KiB" in result["explanation"]
    kept = len(result["stdout"]) + sum(len(line["message"]) for line in result["logs"])
    assert 10_000 < kept <= 50_000


def test_an_output_over_the_limit_is_not_shown() -> None:
    result = stopped(ask("blob", size=60_000), output_bytes=50_000)
    assert (result["outcome"], result["output"]) == ("output_limit", None)


def test_more_bytes_than_the_runtime_takes_out_have_their_own_sentence() -> None:
    result = stopped(ask("blob", size=MAX_LIFTED_BYTES + 1_000), output_bytes=8 << 20)
    assert result["outcome"] == "output_limit"
    assert "2,796,130" in result["explanation"]


def test_a_module_that_is_imported_too_late_is_explained() -> None:
    result = stopped(ask("late_import"))
    assert result["outcome"] == "trap"
    assert "top of the file" in result["explanation"]


def test_a_value_of_the_wrong_form_is_explained() -> None:
    result = stopped(ask("wrong_type"))
    assert result["outcome"] == "trap"
    assert "BufferOrBytes_Bytes" in result["explanation"]


def test_endless_recursion_is_a_trap_with_a_traceback() -> None:
    result = stopped(ask("recurse"))
    assert result["error"].startswith("RecursionError")


def test_an_error_value_breaks_nothing() -> None:
    ran = run("map", [ask("refuse"), ask("describe")])
    assert ran.outcomes == ["error", "output"]
    assert ran.results[0]["error"] == "temperature is missing"
    assert ran.results[1]["reinitialised"] is False


def starting(how: str, *messages: dict[str, Any]) -> Ran:
    return run("map", [*messages], configuration=[["init", how]], init_time_ms=2_000)


@pytest.mark.parametrize(
    ("how", "outcome", "words"),
    [
        ("refuse", None, "answered false"),
        ("raise", "trap", "ValueError"),
        ("loop", "time_limit", "2 s"),
        ("exit", "exit", "sys.exit"),
    ],
)
def test_no_message_is_run_when_init_fails(how: str, outcome: str | None, words: str) -> None:
    ran = starting(how, ask("describe"))
    assert (ran.init["ok"], ran.init["outcome"], ran.results) == (False, outcome, [])
    assert words in ran.init["explanation"]
    assert ran.init["logs"] == [{"level": "info", "context": "init", "message": "ready"}]
    assert ran.finished["state"] == []


def test_a_run_ends_where_init_does_not_succeed_again() -> None:
    ran = starting("accept once", ask("fail"), ask("describe"))
    assert ran.outcomes == ["trap"]
    assert "answered false" in ran.finished["stopped"]
