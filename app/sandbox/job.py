"""What a child is asked to do, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.sandbox.exits import Cause, Ending, cause_of, sentence
from app.sandbox.limits import Limits
from app.sandbox.profiles import Profile


@dataclass(frozen=True)
class Job:
    """One child process.

    ``main`` is a dotted module with ``def main(request: dict[str, Any], channel: Channel) -> None``, or for a warm
    child, whose ``request`` is None, ``def main(requests: Iterator[dict[str, Any]], channel: Channel)``. It is our own
    code and imported before the walls go up; whatever it loads later (heavy libraries, hostile
    files) it loads behind them. ``folder`` (absolute) is made and removed by the caller, belongs to this
    job alone, and is the only place the child may write: its HOME, TMPDIR and working directory.
    ``readable`` are further absolute paths that it may read. ``handed`` are open file descriptors that go over to the
    child: here they are closed as soon as it has them, so that whoever holds the other ends sees when it is gone.
    """

    main: str
    request: Mapping[str, Any] | None
    profile: Profile
    folder: Path
    limits: Limits
    readable: tuple[Path, ...] = ()
    handed: tuple[int, ...] = ()


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


def outcome_of(ending: Ending, profile: Profile, limits: Limits, duration_s: float, output_truncated: bool) -> Outcome:
    """What the observed end of a child means."""
    cause = cause_of(ending, limits)
    return Outcome(
        cause=cause,
        sentence=sentence(cause, ending, limits, profile),
        exit_code=ending.exit_code,
        signal=ending.signal,
        duration_s=duration_s,
        output_truncated=output_truncated,
        error=_error(cause, ending),
    )


def not_started(profile: Profile, limits: Limits, error: OSError) -> Outcome:
    """The machine could not start the process."""
    nothing = Ending(None, None, None, None, 0.0, walls_up=False, last_word=None, tail=())
    words = sentence(Cause.REFUSED, nothing, limits, profile)
    return Outcome(Cause.REFUSED, words, None, None, 0.0, output_truncated=False, error=str(error))


def _error(cause: Cause, ending: Ending) -> str | None:
    if ending.last_word is not None and "error" in ending.last_word:
        return str(ending.last_word["error"])
    return "\n".join(ending.tail) if cause is Cause.REFUSED else None
