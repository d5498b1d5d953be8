"""Recordings for tests, with limits that stay out of the way unless they are named."""

from collections.abc import Callable
from typing import Any

from app.sandbox.preparation import RunLimits
from app.sandbox.recording import Recording

WIDE = {"time_ms": 2_000, "init_time_ms": 2_000, "memory_bytes": 64 << 20, "output_bytes": 1 << 20}


def recording(interrupt: Callable[[], None] = lambda: None, **limits: Any) -> Recording:
    """A recording that nothing was written into."""
    return Recording(RunLimits(**{**WIDE, **limits}), interrupt)
