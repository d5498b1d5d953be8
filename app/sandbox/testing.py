"""A project's own tests inside the child: each question is for one file's list of tests, or for one test.

``test`` of the request is ``{path, name}``, the file's place in the project and null for the list. Messages: ``init``
(result) as of a run, where ``stage`` is ``load`` if the operator's modules could not be loaded and else ``tests``; and
if it is ok, ``tests`` (tests: [{name, line}], error) or ``tested`` (result). A result has ``verdict``: passed, failed
or skipped as the test's own Python says, broken where the test did not come to its end; ``reason`` of what was skipped,
``error``: null or ``{type, message, frames: [{path, line, function}]}``, and what a run's result has.
"""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import dataclass
from typing import Any

from app.kit.text import printable, truncate
from app.sandbox import memory
from app.sandbox.checking import BadInput, record, text
from app.sandbox.deadline import TimeLimitReached
from app.sandbox.guest import Guest
from app.sandbox.limits import human_seconds
from app.sandbox.outcomes import GUEST_FAILURES, Failure, explain
from app.sandbox.program import Program
from app.sandbox.run import Sender
from app.sandbox.session import Session
from app.sandbox.wasi.tree import MAX_PATH

Json = dict[str, Any]

MOST_TESTS = 1_000
_ENDINGS = {
    "time_limit": "It was stopped after {time}, the time that one call may take. Look for a loop that does not end.",
    "memory_limit": "It ran out of memory. Look for what grows without end.",
    "output_limit": "It printed and logged more than one call may. Look for a loop that prints.",
    "host_call_limit": "It called the host more often than one call may. Look for a loop that does not end.",
    "exit": "It ended its own process, as os._exit does. A test ends by returning, or by an assert that fails.",
    "trap": "It broke the Python that it ran in, so that nobody can tell whether it passed.",
}
_VERDICTS = ("passed", "failed", "skipped")
_LONGEST_NAME = 500
_LONGEST_MESSAGE = 8_000
_MOST_FRAMES = 20


@dataclass(frozen=True)
class Wanted:
    """What is asked for; no ``name`` for the list."""

    path: str
    name: str | None


def parse_test(value: Any, path: str = "test") -> Wanted | None:
    """``{path, name}``; None for none, BadInput where it is something else."""
    if value is None:
        return None
    given = record(value, path, ("path", "name"))
    name = given.get("name")
    wanted = None if name is None else text(name, f"{path}.name", 4 * _LONGEST_NAME)
    return Wanted(text(given.get("path"), f"{path}.path", MAX_PATH), wanted)


class Testing:
    """One question, in an instance of its own."""

    def __init__(self, program: Program, wanted: Wanted, channel: Sender) -> None:
        self._program, self._wanted, self._channel = program, wanted, channel
        self._session = _Session(program, memory.now_bytes(), Guest(program))
        self._opened = False

    def go(self) -> None:
        """Answer it."""
        with contextlib.closing(self._session):
            first, found = self._session.open(self._wanted)
            self._channel.send("init", result=first)
            self._opened = True
            if not first["ok"]:
                return
            if self._wanted.name is None:
                self._channel.send("tests", **found)
            else:
                self._channel.send("tested", result=self._session.test(self._wanted.name))

    def give_up(self) -> None:
        """Answer it in another thread's stead: the call that is under way cannot be ended."""
        result = self._session.stuck()
        if self._opened:
            self._channel.send("tested", result=result)
        else:
            self._channel.send("init", result=result | {"ok": False})


class _Session(Session):
    def open(self, wanted: Wanted) -> tuple[Json, Json]:
        """Load the operator and the file: the result of that, and which tests there are."""
        sources = self._program.sources
        if sources is None:
            raise BadInput("sources", "Tests need the sources of their operator.")
        failure, told = None, ""
        try:
            told = self._guest.open_tests(sources, wanted.path)
        except GUEST_FAILURES as error:
            failure = self._fail(error)
        found = _found(told) if failure is None else {}
        if failure is None and found is None:
            failure = _unreadable()
        return {"ok": failure is None, **self._told(failure), "stage": self._test_stage()}, found or {}

    def test(self, name: str) -> Json:
        """Do one test."""
        self._seconds = self._program.limits.time_ms / 1_000
        started = time.perf_counter_ns()
        failure, told = None, ""
        try:
            told = self._guest.test(name)
        except GUEST_FAILURES as error:
            failure = self._fail(error)
        own = _ended(told) if failure is None else None
        if failure is None and own is None:
            failure = _unreadable()
        took = {"duration_us": (time.perf_counter_ns() - started) // 1_000}
        if failure is not None:
            own = _broken(failure, self._seconds)
        return {**self._told(failure), **took, **(own or {})}

    def stuck(self) -> Json:
        """The result of a call that does not end."""
        failure = explain(TimeLimitReached(), self._guest.recording, self._seconds)
        return {**self._told(failure), **_broken(failure, self._seconds), "stage": self._test_stage()}

    def _test_stage(self) -> str:
        return "load" if self._guest.is_loading else "tests"


def _unreadable() -> Failure:
    return Failure("unreadable", "What the test's own Python answered makes no sense: it changed the studio's part.")


def _broken(failure: Failure, seconds: float) -> Json:
    told = _ENDINGS.get(failure.outcome, "").format(time=human_seconds(seconds)) or failure.explanation
    message = f"{told} {failure.error or ''}".strip() if failure.outcome == "trap" else told
    return {"verdict": "broken", "reason": None, "error": {"type": "", "message": message, "frames": []}}


def _found(told: str) -> Json | None:
    """The list of tests, of which every part may be anything; None where it is none."""
    given = _parsed(told)
    tests = given.get("tests")
    if not isinstance(tests, list) or len(tests) > MOST_TESTS:
        return None
    names = [_test(one) for one in tests]
    error = _error(given.get("error"))
    if None in names or (error is None and given.get("error") is not None):
        return None
    return {"tests": names, "error": error}


def _test(one: Any) -> Json | None:
    if not isinstance(one, dict) or not isinstance(one.get("name"), str) or not 0 < len(one["name"]) <= _LONGEST_NAME:
        return None
    return {"name": one["name"], "line": _line(one.get("line"))}


def _ended(told: str) -> Json | None:
    """How a test ended; None where that is not told."""
    given = _parsed(told)
    verdict, error = given.get("verdict"), _error(given.get("error"))
    if verdict not in _VERDICTS or (verdict == "passed") is not (error is None and verdict != "skipped"):
        return None
    reason = given.get("reason")
    return {"verdict": verdict, "reason": _words(reason) if isinstance(reason, str) else None, "error": error}


def _error(given: Any) -> Json | None:
    if not isinstance(given, dict) or not isinstance(given.get("frames"), list):
        return None
    frames = [_frame(one) for one in given["frames"][:_MOST_FRAMES] if isinstance(one, dict)]
    return {"type": _words(given.get("type"), 200), "message": _words(given.get("message")), "frames": frames}


def _frame(one: Json) -> Json:
    return {
        "path": _words(one.get("path"), 400),
        "line": _line(one.get("line")),
        "function": _words(one.get("function"), 400),
    }


def _line(value: Any) -> int:
    return value if type(value) is int and 0 <= value < 10**7 else 0


def _words(value: Any, most: int = _LONGEST_MESSAGE) -> str:
    return truncate(printable(str(value)[: 2 * most]), most)


def _parsed(told: str) -> Json:
    try:
        given = json.loads(told)
    except (ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}
