"""What tests may ask of the host, and nobody else."""

import json

import pytest

from app.sandbox.clock import RealClock, SteeredClock
from app.sandbox.host.fakes import Fakes
from app.sandbox.keys import Keys
from app.sandbox.preparation import RunLimits
from app.sandbox.recording import HostCallsReached, Recording
from app.sandbox.values.forms import Case
from app.sandbox.wasi.interface import RuleBroken

LIMITS = RunLimits(1_000, 1_000, 1 << 20, 1 << 20, host_calls=3)


def fakes(clock: SteeredClock | RealClock) -> Fakes:
    return Fakes(Recording(LIMITS, lambda: None), Keys((), clock.wall_ns), clock)


def test_what_was_recorded_and_stored_is_told() -> None:
    made = fakes(SteeredClock())
    made.recording.log("info", "op", "hello")
    assert made.put_key(b"\xff", b"1") == Case("ok")
    told = json.loads(made.recorded())

    assert told["logs"] == [{"level": "info", "context": "op", "message": "hello"}]
    assert [(one["key_encoding"], one["value"]) for one in told["state"]] == [("base64", "1")]
    assert told["state_changes"] == []


def test_what_the_store_refuses_is_an_answer() -> None:
    assert fakes(SteeredClock()).put_key(b"", b"1").tag == "err"


def test_the_clock_is_set_and_moved() -> None:
    clock = SteeredClock()
    made = fakes(clock)
    made.set_clock(5_000_000_000)
    made.move_clock(2_000_000_000)

    assert clock.wall_ns() // 1_000_000_000 == 7


def test_a_run_may_ask_for_none_of_it() -> None:
    made = fakes(RealClock())
    for ask in (made.recorded, lambda: made.put_key(b"a", b"1"), lambda: made.set_clock(1), lambda: made.move_clock(1)):
        with pytest.raises(RuleBroken):
            ask()


def test_each_question_counts_as_a_call() -> None:
    made = fakes(SteeredClock())
    for _ in range(3):
        made.recorded()
    with pytest.raises(HostCallsReached):
        made.recorded()
