"""Runs in warm children: many in turn, each with an instance of its own, and what a hostile one does to the others."""

from __future__ import annotations

import json
import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.runs.limits import USUAL, child_limits
from app.sandbox import run_child
from app.sandbox.exits import Cause
from app.sandbox.pool import Answer, Pool
from app.sandbox.profiles import RUN
from app.sandbox.walls import Walls, available
from app.settings import Settings
from tests.sandbox.pool.asking import processes_below
from tests.sandbox.running import ask, probe
from tests.support.built import CACHE, precompiled
from tests.support.polling import until

pytestmark = pytest.mark.build

LONG_S = 120.0
BARE = replace(available(), bubblewrap=None)

Make = Callable[..., Pool]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes pools as the studio does, and ends them with the test."""
    made: list[Pool] = []

    def make(size: int = 1, walls: Walls = BARE) -> Pool:
        limits = child_limits(Settings())
        readable = ((CACHE / "precompiled").resolve(),)
        made.append(Pool(run_child.__name__, RUN, limits, tmp_path / "work", size, readable=readable, walls=walls))
        return made[-1]

    yield make
    for pool in made:
        pool.close()
    assert not list(tmp_path.glob("work/*"))


def request(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    asked = {
        "precompiled": str(precompiled(probe()).resolve()),
        "kind": "map",
        "api_version": "1.1.0",
        "configuration": [],
        "module_schemas": [],
        "state": [],
        "messages": list(messages),
        "limits": USUAL | more.pop("limits", {}),
        "init_time_ms": 5_000,
        "wall_s": LONG_S,
    }
    return {**asked, **more}


def outcomes(answer: Answer) -> list[str]:
    assert answer.outcome is None, answer
    return [message["result"]["outcome"] for message in answer.messages if message["kind"] == "result"]


def said(answer: Answer, index: int = 0) -> Any:
    found = [message["result"] for message in answer.messages if message["kind"] == "result"]
    return json.loads(found[index]["output"]["payload"])


def child_of(tmp_path: Path) -> int:
    """The process id of the one child, the interpreter and not what it is wrapped in."""
    return max(processes_below(tmp_path))


def test_many_runs_in_turn_know_nothing_of_each_other(make: Make, tmp_path: Path) -> None:
    pool = make()
    for number in range(5):
        steps = [["get", "k"], ["set", "k", str(number)]]
        answer = pool.ask(request(ask("describe"), ask("state", steps=steps)), LONG_S)
        assert said(answer)["seen"] == 1
        assert said(answer, 1) == [None, True]
    assert len(list(tmp_path.glob("work/*"))) == 1


def test_a_run_behind_bubblewrap_measures_its_memory(make: Make) -> None:
    if available().bubblewrap is None:
        pytest.skip("bubblewrap is not installed or not allowed to work here")
    answer = make(walls=available()).ask(request(ask("describe")), LONG_S)
    finished = answer.messages[-1]
    assert 1 << 20 < finished["linear_memory"] <= finished["memory_bytes"] < 200 << 20


HOSTILE: list[tuple[str, dict[str, Any], dict[str, int], str]] = [
    ("spin", {}, {"time_ms": 200}, "time_limit"),
    ("sleep", {"seconds": 3600}, {"time_ms": 200}, "time_limit"),
    ("allocate", {}, {"memory_bytes": 64 << 20}, "memory_limit"),
    ("log_without_end", {}, {"output_bytes": 100_000}, "output_limit"),
    ("log_without_end", {}, {"log_lines": 10, "host_calls": 5_000}, "host_call_limit"),
    ("flood", {}, {"output_bytes": 100_000}, "output_limit"),
    ("leave", {}, {}, "exit"),
    ("recurse", {}, {}, "trap"),
    ("fail", {}, {}, "trap"),
]


@pytest.mark.parametrize(("do", "arguments", "limits", "expected"), HOSTILE)
def test_a_hostile_operator_costs_itself_and_nothing_else(
    make: Make, tmp_path: Path, do: str, arguments: dict[str, Any], limits: dict[str, int], expected: str
) -> None:
    pool = make()
    hostile = pool.ask(request(ask("describe"), ask(do, **arguments), ask("describe"), limits=limits), LONG_S)
    child = child_of(tmp_path)
    assert outcomes(hostile) == ["output", expected, "output"]
    assert said(pool.ask(request(ask("describe")), LONG_S))["seen"] == 1
    assert child_of(tmp_path) == child


def test_a_child_that_is_killed_in_the_middle_loses_its_own_run_only(make: Make, tmp_path: Path) -> None:
    pool = make(size=2)
    heard: list[str] = []
    with ThreadPoolExecutor(2) as threads:
        lost = threads.submit(
            pool.ask,
            request(ask("describe"), ask("spin"), limits={"time_ms": 60_000}),
            LONG_S,
            on_message=lambda message: heard.append(message["kind"]),
        )
        until(lambda: "result" in heard)
        busy = child_of(tmp_path) if len(processes_below(tmp_path)) == 1 else _spinning(tmp_path)
        other = threads.submit(pool.ask, request(*[ask("describe")] * 50), LONG_S)
        os.kill(busy, signal.SIGKILL)
        assert outcomes(other.result()) == ["output"] * 50
        outcome = lost.result().outcome
    assert outcome is not None
    assert outcome.cause is Cause.CRASHED
    assert heard == ["init", "result"]
    assert outcomes(pool.ask(request(ask("describe")), LONG_S)) == ["output"]


def _spinning(tmp_path: Path) -> int:
    """The one that uses the processor."""

    def used(pid: int) -> int:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11])

    before = {pid: used(pid) for pid in processes_below(tmp_path)}
    time.sleep(0.3)
    return max(before, key=lambda pid: used(pid) - before[pid])


def test_cancelling_ends_a_run_that_spins_and_keeps_what_it_had(make: Make) -> None:
    pool, cancel = make(), threading.Event()
    heard: list[dict[str, Any]] = []

    def hear(message: dict[str, Any]) -> None:
        heard.append(message)
        if message["kind"] == "result":
            cancel.set()

    spinning = request(ask("describe"), ask("spin"), limits={"time_ms": 600_000})
    outcome = pool.ask(spinning, LONG_S, cancel, on_message=hear).outcome
    assert outcome is not None
    assert outcome.cause is Cause.CANCELLED
    assert outcome.duration_s < LONG_S / 4
    assert [message["kind"] for message in heard] == ["init", "result"]
    assert outcomes(pool.ask(request(ask("describe")), LONG_S)) == ["output"]


def test_a_run_that_takes_all_its_time_is_ended_by_the_parent(make: Make) -> None:
    outcome = make().ask(request(ask("spin"), limits={"time_ms": 600_000}), 1.0).outcome
    assert outcome is not None
    assert outcome.cause is Cause.TIME_LIMIT


def test_twenty_at_once_with_hostile_ones_among_them(make: Make, tmp_path: Path) -> None:
    pool = make(size=2)
    chance = random.Random(4)

    def one(number: int) -> tuple[list[str], list[str]]:
        if number % 10 == 3:
            do, arguments, limits, expected = chance.choice(HOSTILE)
            answer = pool.ask(request(ask(do, **arguments), limits=limits), LONG_S, wait_s=LONG_S)
            return outcomes(answer), [expected]
        answer = pool.ask(request(ask("length", text="x" * number)), LONG_S, wait_s=LONG_S)
        assert said(answer) == number
        return outcomes(answer), ["output"]

    with ThreadPoolExecutor(20) as threads:
        for found, expected in threads.map(one, range(60)):
            assert found == expected
    assert len(list(tmp_path.glob("work/*"))) == 2


def test_the_same_clock_and_seed_give_the_same_run(make: Make) -> None:
    pool = make()
    repeatable = {"clock": {"start": "2026-01-31T12:00:00Z", "step_us": 5}, "seed": 7}
    message = {name: value for name, value in ask("echo").items() if name != "timestamp"}

    def shown() -> list[Any]:
        answer = pool.ask(request(message, ask("log"), **repeatable), LONG_S)
        found = [message["result"] for message in answer.messages if message["kind"] == "result"]
        return [[result["output"], result["logs"], result["host_calls"]] for result in found]

    first = shown()
    assert first[0][0]["timestamp"]["secs"] == 1769860800
    assert shown() == first


def test_a_component_that_cannot_be_loaded_is_told_and_the_child_lives_on(make: Make) -> None:
    pool = make()
    refused = pool.ask(request(ask("describe"), precompiled="/nowhere.cwasm"), LONG_S)
    assert refused.outcome is None
    (message,) = refused.messages
    assert (message["kind"], message["part"]) == ("refused", "component")
    assert outcomes(pool.ask(request(ask("describe")), LONG_S)) == ["output"]


def test_packages_that_cannot_be_read_are_told_and_the_child_lives_on(make: Make) -> None:
    pool = make()
    sources = {"files": {}, "entry": "op", "packages": "/nowhere.zip"}
    refused = pool.ask(request(ask("describe"), sources=sources), LONG_S)
    assert refused.outcome is None
    assert [(message["kind"], message["part"]) for message in refused.messages] == [("refused", "packages")]
    assert outcomes(pool.ask(request(ask("describe")), LONG_S)) == ["output"]
