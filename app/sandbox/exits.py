"""From what the parent saw to a cause, and to a sentence for the user.

A sentence names what was observed, the limit with its value where there was one, and what to do next.
Nothing is guessed: a kill from outside is called just that.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.sandbox import messages
from app.sandbox.limits import Limits, human_bytes, human_seconds
from app.sandbox.messages import Message
from app.sandbox.profiles import Profile


class Cause(StrEnum):
    """Why a child ended."""

    COMPLETED = "completed"
    FAILED = "failed"  # its main raised
    TIME_LIMIT = "time_limit"
    CPU_LIMIT = "cpu_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    FILE_LIMIT = "file_limit"
    CANCELLED = "cancelled"
    CRASHED = "crashed"  # ended without its last word, mostly by a signal
    REFUSED = "refused"  # it never started, or not behind the walls


@dataclass(frozen=True)
class Ending:
    """What the parent saw.

    ``stopped`` is the parent's own reason to kill it and ``fault`` the words for a breach of the protocol;
    ``last_word`` the launcher's closing message; ``tail`` the log's last lines.
    """

    stopped: Cause | None
    fault: str | None
    exit_code: int | None
    signal: int | None
    cpu_s: float
    walls_up: bool
    last_word: Message | None
    tail: Sequence[str]


_BY_SIGNAL = {signal.SIGXCPU: Cause.CPU_LIMIT, signal.SIGXFSZ: Cause.FILE_LIMIT}
_BY_WORD = {"memory": Cause.MEMORY_LIMIT, "file": Cause.FILE_LIMIT}
# What Rust's and Python's runtimes print when an allocation fails and they cannot go on.
_OUT_OF_MEMORY = re.compile(r"memory allocation of \d+ bytes failed|^MemoryError\b")


def cause_of(ending: Ending, limits: Limits) -> Cause:
    """The one cause that the observations support."""
    if ending.stopped is not None:
        return ending.stopped
    if not ending.walls_up:
        return Cause.REFUSED
    if ending.signal is not None:
        return _cause_of_signal(ending, limits)
    return _cause_of_last_word(ending)


def _cause_of_signal(ending: Ending, limits: Limits) -> Cause:
    if ending.signal in _BY_SIGNAL:
        return _BY_SIGNAL[signal.Signals(ending.signal)]
    if ending.signal == signal.SIGKILL and ending.cpu_s >= limits.cpu_s:
        return Cause.CPU_LIMIT  # it ignored SIGXCPU
    return Cause.MEMORY_LIMIT if _ran_out_of_memory(ending) else Cause.CRASHED


def _cause_of_last_word(ending: Ending) -> Cause:
    word = ending.last_word or {}
    if word.get("kind") == messages.RETURNED and ending.exit_code == 0:
        return Cause.COMPLETED
    if word.get("kind") == messages.RAISED:
        return _BY_WORD.get(str(word.get("cause")), Cause.FAILED)
    return Cause.MEMORY_LIMIT if _ran_out_of_memory(ending) else Cause.CRASHED


def _ran_out_of_memory(ending: Ending) -> bool:
    return any(_OUT_OF_MEMORY.search(line) for line in ending.tail)


def sentence(cause: Cause, ending: Ending, limits: Limits, profile: Profile) -> str:
    """One or two plain sentences about this ending."""
    noun = profile.noun
    match cause:
        case Cause.COMPLETED:
            return f"The {noun} ended normally."
        case Cause.FAILED:
            return f"The {noun} failed with an error; its traceback has the details."
        case Cause.TIME_LIMIT:
            allowed = human_seconds(limits.wall_s)
            return f"The {noun} was stopped after {allowed}, its time limit. {profile.time_advice}"
        case Cause.CPU_LIMIT:
            used = human_seconds(limits.cpu_s)
            return f"The {noun} was stopped after {used} of processor time, its limit. {profile.time_advice}"
        case Cause.MEMORY_LIMIT:
            limit = human_bytes(limits.data_bytes)
            return f"The {noun} ran out of memory; its limit is {limit}. {profile.memory_advice}"
        case Cause.OUTPUT_LIMIT:
            return f"The {noun} was stopped: {ending.fault or _too_much_log(limits)}. Print or return less."
        case Cause.FILE_LIMIT if ending.fault:
            return f"The {noun} was stopped: {ending.fault}. Write less."
        case Cause.FILE_LIMIT:
            largest = human_bytes(limits.file_bytes)
            return f"The {noun} was stopped while writing a file larger than {largest}, the limit. Write less."
        case Cause.CANCELLED:
            return f"The {noun} was cancelled."
        case Cause.CRASHED:
            return f"The {noun}'s process {_manner(ending)}. Try again; the log may say more."
        case Cause.REFUSED:
            return f"The {noun} was not started: its sandbox could not be set up. The details say why."


def _too_much_log(limits: Limits) -> str:
    return f"it printed more than {human_bytes(limits.output_bytes)}, the limit"


def _manner(ending: Ending) -> str:
    if ending.fault is not None:
        return f"was stopped: {ending.fault}"
    if ending.signal == signal.SIGKILL:
        return "was killed from outside (SIGKILL), as a system short of memory does"
    if ending.signal is not None:
        return f"crashed ({_signal_name(ending.signal)})"
    return f"ended without finishing (exit code {ending.exit_code})"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
