"""A run inside the child: inputs in order, and a fresh instance where one broke."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from app.kit import tracebacks
from app.sandbox import explanations, memory
from app.sandbox.deadline import TimeLimitReached
from app.sandbox.guest import Guest
from app.sandbox.input_types import Input
from app.sandbox.outcomes import GUEST_FAILURES, Failure, explain
from app.sandbox.program import Program

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one input: ``outcome``, with the times in microseconds, and what else its result is made of."""

    outcome: str
    duration_us: int
    host_us: int
    found: Json
    failure: Failure | None
    reinitialised: bool


class Session:
    """One run, to be closed. ``stopped`` says why no further input can be run, else it is None; ``before`` is what the
    process had in memory before the first instance, in bytes, and ``guest`` is that instance.
    """

    def __init__(self, program: Program, before: int, guest: Guest) -> None:
        self._program, self._before, self._guest = program, before, guest
        self._broken = False
        self._seconds = program.limits.init_time_ms / 1_000
        self.stopped: str | None = None
        self.schemas_read: set[tuple[str, str]] = set()  # id and version of those that the registry gave out

    def start(self) -> Json:
        """Load and call ``init``: ``{ok, outcome, error, explanation, traceback, wasm_backtrace, stage}``, the figures
        and what a recording holds. ``outcome`` is None where it answered, else trap, exit or the limit reached."""
        failure = None
        ok = False
        self._seconds = self._program.limits.init_time_ms / 1_000
        try:
            ok = self._guest.start()
        except GUEST_FAILURES as error:
            failure = self._fail(error)
        self.schemas_read |= self._guest.recording.schemas_read
        told = self._told(failure)
        if not ok and failure is None:
            told["explanation"] = explanations.REFUSED
        return {"ok": ok, **told, "stage": self._stage()}

    def run(self, given: Input) -> Json | None:
        """One input's result; None where an earlier one broke the operator and no instance could be started again."""
        attempt = self.attempt(given)
        return None if attempt is None else self.result(attempt)

    def attempt(self, given: Input) -> Attempt | None:
        """One input fed, as ``run``, with no more of a result than is needed to count it."""
        again = self._broken
        if again and not self._restart():
            return None
        failure = None
        found: Json = {}
        guest = self._guest
        self._seconds = self._program.limits.time_ms / 1_000
        try:
            found = guest.process(given)
            outcome = found["outcome"]
        except GUEST_FAILURES as error:
            failure = self._fail(error)
            outcome = failure.outcome
        self.schemas_read |= guest.recording.schemas_read
        return Attempt(outcome, guest.duration_ns // 1_000, guest.host_ns // 1_000, found, failure, again)

    def result(self, attempt: Attempt) -> Json:
        """The result of the latest attempt."""
        told = self._told(attempt.failure)
        if attempt.outcome == "error":
            told["explanation"] = explanations.ERROR_VALUE
        shapes = {"output": None, "arm": None, "hlc": None}
        found = {"reinitialised": attempt.reinitialised, "calls": self._guest.calls}
        return {**shapes, **told, **attempt.found, **found}

    def given_up(self) -> Json:
        """The result of a call that is under way and does not end; asked from another thread."""
        failure = explain(TimeLimitReached(), self._guest.recording, self._seconds)
        shapes = {"output": None, "arm": None, "hlc": None, "reinitialised": False, "calls": self._guest.calls}
        return {**shapes, **self._told(failure), "duration_us": int(self._seconds * 1_000_000)}

    def memory_bytes(self) -> int:
        """By how much the process is larger now than before its first instance."""
        return max(memory.now_bytes() - self._before, 0)

    def take_profile(self) -> str | None:
        """The profile of a preview as its component tells it; None where it has none or can tell no more."""
        sources = self._program.sources
        if sources is None or not sources.profile or self._broken:
            return None
        try:
            return self._guest.take_profile()
        except GUEST_FAILURES:
            self._broken = True
            return None

    def close(self) -> None:
        """End the instance."""
        self._guest.close()

    def _stage(self) -> str | None:
        """How far a preview came: ``load``, which stands for its build, or ``init``; None for a component."""
        if self._program.sources is None:
            return None
        return "load" if self._guest.is_loading else "init"

    def _restart(self) -> bool:
        self._guest.close()
        self._guest = Guest(self._program)
        self._broken = False
        first = self.start()
        if not first["ok"]:
            self.stopped = explanations.not_again(first["explanation"])
        return bool(first["ok"])

    def _fail(self, error: BaseException) -> Failure:
        self._broken = True
        return explain(error, self._guest.recording, self._seconds)

    def _told(self, failure: Failure | None) -> Json:
        guest = self._guest
        recorded = guest.recording.as_json()
        raised = failure is not None and failure.outcome in {"trap", "memory_limit"}
        stderr = recorded["stderr"] if raised else ""
        return {
            **recorded,
            "outcome": failure and failure.outcome,
            "error": failure and failure.error,
            "explanation": failure and failure.explanation,
            "traceback": [asdict(frame) for frame in tracebacks.parse(stderr)] if stderr else [],
            "wasm_backtrace": failure and failure.wasm_backtrace,
            "duration_us": guest.duration_ns // 1_000,
            "host_us": guest.host_ns // 1_000,
            "memory_bytes": self.memory_bytes(),
            "buffers": guest.buffers.counts(),
        }
