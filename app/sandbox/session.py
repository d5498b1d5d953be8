"""A run inside the child: inputs in order, and a fresh instance where one broke."""

from dataclasses import asdict
from typing import Any

from app.kit import tracebacks
from app.sandbox import explanations
from app.sandbox.deadline import Stuck
from app.sandbox.guest import Guest
from app.sandbox.input_types import Input
from app.sandbox.outcomes import GUEST_FAILURES, Bounds, Failure, explain
from app.sandbox.program import Program

MAX_STUCK = 3


class Session:
    """One run, to be closed. ``stopped`` says why no further input can be run, else it is None."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._guest = Guest(program)
        self._broken = False
        self._times_stuck = 0
        self.stopped: str | None = None

    def start(self) -> dict[str, Any]:
        """Call ``init``: ``{ok, outcome, error, explanation, traceback, wasm_backtrace, duration_us}`` and
        what a recording holds. ``outcome`` is None where it answered, else trap, exit or the limit that was
        reached."""
        failure = None
        ok = False
        try:
            ok = self._guest.start()
        except GUEST_FAILURES as error:
            failure = self._fail(error, self._program.limits.init_time_ms)
        told = self._told(failure)
        if not ok and failure is None:
            told["explanation"] = explanations.REFUSED
        return {"ok": ok, **told}

    def run(self, given: Input) -> dict[str, Any] | None:
        """One input's result; None where an earlier one broke the operator and no instance could be started
        again."""
        again = self._broken
        if again and not self._restart():
            return None
        failure = None
        found: dict[str, Any] = {}
        try:
            found = self._guest.process(given)
        except GUEST_FAILURES as error:
            failure = self._fail(error, self._program.limits.time_ms)
        told = self._told(failure)
        if found.get("outcome") == "error":
            told["explanation"] = explanations.ERROR_VALUE
        return {"output": None, "arm": None, "hlc": None, **told, **found, "reinitialised": again}

    def close(self) -> None:
        """End the instance."""
        self._guest.close()

    def _restart(self) -> bool:
        self._guest.close()
        if self._times_stuck >= MAX_STUCK:
            self.stopped = explanations.stuck_too_often(MAX_STUCK)
            return False
        self._guest = Guest(self._program)
        self._broken = False
        first = self.start()
        if not first["ok"]:
            self.stopped = explanations.not_again(first["explanation"])
        return bool(first["ok"])

    def _fail(self, error: BaseException, limit_ms: int) -> Failure:
        self._broken = True
        self._times_stuck += isinstance(error, Stuck)
        limits = self._program.limits
        bounds = Bounds(limit_ms / 1_000, limits.memory_bytes, limits.output_bytes)
        return explain(error, self._guest.recording, bounds)

    def _told(self, failure: Failure | None) -> dict[str, Any]:
        recorded = self._guest.recording.as_json()
        raised = failure is not None and failure.outcome in {"trap", "memory_limit"}
        stderr = recorded["stderr"] if raised else ""
        return {
            **recorded,
            "outcome": failure and failure.outcome,
            "error": failure and failure.error,
            "explanation": failure and failure.explanation,
            "traceback": [asdict(frame) for frame in tracebacks.parse(stderr)] if stderr else [],
            "wasm_backtrace": failure and failure.wasm_backtrace,
            "duration_us": self._guest.duration_us,
        }
