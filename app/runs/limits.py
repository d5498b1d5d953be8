"""The limits of runs: the operator's own, kept inside the child message by message, and those of the child around."""

from __future__ import annotations

import math
from dataclasses import replace

from app.errors import LimitExceeded
from app.sandbox.limits import Limits
from app.sandbox.preparation import MAX_STATE_BYTES
from app.sandbox.profiles import RUN
from app.settings import Settings

_MIB = 1 << 20

# What a run gets that does not ask, where the settings allow as much.
USUAL = {
    "time_ms": 5_000,
    "memory_bytes": 256 * _MIB,
    "output_bytes": 4 * _MIB,
    "log_lines": 2_000,
    "host_calls": 100_000,
    "state_bytes": 4 * _MIB,
}
LIMITS = tuple(USUAL)

# Beside the operator's memory a child holds the interpreter, wasmtime, and components of other runs.
_CHILD_OWN_BYTES = 768 * _MIB
# A byte of a payload takes 32 in wasmtime's C interface (measured with wasmtime 50), and there can be no more of them
# than a request or a value of the state store holds.
_VALUE_BYTES = 32
# A child does at least so many runs of the longest kind before its processor time is used up.
_LONGEST_RUNS = 4
# What a byte of text may become in JSON: \u0001.
_WRITTEN_BYTES = 6


def highest_limits(settings: Settings) -> dict[str, int]:
    """The most that a run may ask for."""
    return {
        "time_ms": settings.run_time_limit_ms,
        "memory_bytes": settings.run_memory_bytes,
        "output_bytes": settings.run_output_bytes,
        "log_lines": settings.run_log_lines,
        "host_calls": settings.run_host_calls,
        "state_bytes": min(settings.run_state_bytes, MAX_STATE_BYTES),
    }


def effective_limits(wanted: dict[str, int], settings: Settings) -> dict[str, int]:
    """The limits of a run: what was wanted, or else the usual; LimitExceeded above what the settings allow."""
    highest = highest_limits(settings)
    for name, value in wanted.items():
        if value > highest.get(name, value):
            detail = f"The limit {name} of {value:,} is above the studio's own, {highest[name]:,}."
            raise LimitExceeded("limit_too_high", f"{detail} Ask for less, or have the setting raised.")
    return {name: min(usual, highest[name]) for name, usual in USUAL.items()} | wanted


def init_time_ms(limits: dict[str, int], settings: Settings) -> int:
    """How long ``init`` may take: as long as a message, or as is usual where that is longer."""
    return max(limits["time_ms"], min(USUAL["time_ms"], settings.run_time_limit_ms))


def child_limits(settings: Settings) -> Limits:
    """Bounds of a whole child, which does runs of any limits that the settings allow."""
    payload = max(settings.request_max_bytes, settings.run_state_bytes)
    message = _WRITTEN_BYTES * max(settings.run_output_bytes, settings.run_state_bytes) + _MIB
    return replace(
        RUN.limits,
        wall_s=settings.run_wall_limit_s,
        cpu_s=max(RUN.limits.cpu_s, _LONGEST_RUNS * math.ceil(settings.run_wall_limit_s)),
        data_bytes=settings.run_memory_bytes + _CHILD_OWN_BYTES + _VALUE_BYTES * payload,
        message_bytes=max(RUN.limits.message_bytes, message),
        messages_bytes=max(RUN.limits.messages_bytes, 2 * message),
    )
