"""What a child is asked to do, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.sandbox.exits import Cause
from app.sandbox.limits import Limits
from app.sandbox.profiles import Profile


@dataclass(frozen=True)
class Job:
    """One child process.

    ``main`` is a dotted module with ``def main(request: dict[str, Any], channel: Channel) -> None``. It is
    our own code and imported before the walls go up; whatever it loads later (heavy libraries, hostile
    files) it loads behind them. ``folder`` (absolute) is made and removed by the caller, belongs to this
    job alone, and is the only place the child may write: its HOME, TMPDIR and working directory.
    ``readable`` are further absolute paths that it may read.
    """

    main: str
    request: Mapping[str, Any]
    profile: Profile
    folder: Path
    limits: Limits
    readable: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How a child ended: the cause, a sentence for the user, and the observed facts behind them.

    ``error`` is the traceback of a child that failed, or what the sandbox lacked; bounded.
    """

    cause: Cause
    sentence: str
    exit_code: int | None
    signal: int | None
    duration_s: float
    output_truncated: bool
    error: str | None
