"""From observations to causes and sentences."""

from __future__ import annotations

import signal
from dataclasses import replace

import pytest

from app.sandbox.exits import Cause, Ending, cause_of, sentence
from app.sandbox.limits import Limits, human_bytes, human_seconds
from app.sandbox.profiles import BUILD, COMPILE, INSPECT, RUN, Profile

LIMITS = BUILD.limits
DONE = Ending(None, None, 0, None, 1.0, walls_up=True, last_word={"kind": "launcher:returned"}, tail=())
RAISED = {"kind": "launcher:raised", "error": "…", "cause": "other"}


@pytest.mark.parametrize(
    ("ending", "cause"),
    [
        (DONE, Cause.COMPLETED),
        (replace(DONE, stopped=Cause.CANCELLED), Cause.CANCELLED),  # the parent's own act comes first
        (replace(DONE, walls_up=False), Cause.REFUSED),
        (replace(DONE, exit_code=1), Cause.CRASHED),  # it said that it had returned, and then did not end so
        (replace(DONE, last_word=None), Cause.CRASHED),
        (replace(DONE, exit_code=1, last_word=RAISED), Cause.FAILED),
        (replace(DONE, exit_code=1, last_word={**RAISED, "cause": "memory"}), Cause.MEMORY_LIMIT),
        (replace(DONE, exit_code=1, last_word={**RAISED, "cause": "file"}), Cause.FILE_LIMIT),
        (replace(DONE, exit_code=1, last_word={**RAISED, "cause": ["odd"]}), Cause.FAILED),
        (replace(DONE, exit_code=1, last_word=None, tail=("MemoryError",)), Cause.MEMORY_LIMIT),
        (replace(DONE, signal=signal.SIGXCPU), Cause.CPU_LIMIT),
        (replace(DONE, signal=signal.SIGXFSZ), Cause.FILE_LIMIT),
        (replace(DONE, signal=signal.SIGKILL), Cause.CRASHED),
        (replace(DONE, signal=signal.SIGKILL, cpu_s=LIMITS.cpu_s + 1), Cause.CPU_LIMIT),
        (replace(DONE, signal=signal.SIGABRT), Cause.CRASHED),
        (replace(DONE, signal=signal.SIGABRT, tail=("memory allocation of 9 bytes failed",)), Cause.MEMORY_LIMIT),
        (replace(DONE, signal=250), Cause.CRASHED),
    ],
)
def test_causes(ending: Ending, cause: Cause) -> None:
    assert cause_of(ending, LIMITS) is cause


@pytest.mark.parametrize("profile", [BUILD, COMPILE, RUN, INSPECT])
@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_has_a_sentence_in_every_profile(cause: Cause, profile: Profile) -> None:
    words = sentence(cause, replace(DONE, signal=250), profile.limits, profile)
    assert words.startswith(f"The {profile.noun}")
    assert words.endswith(".")


@pytest.mark.parametrize(
    ("cause", "value"),
    [
        (Cause.TIME_LIMIT, "3 min"),
        (Cause.CPU_LIMIT, "4 min"),
        (Cause.MEMORY_LIMIT, "1 GiB"),
        (Cause.FILE_LIMIT, "256 MiB"),
        (Cause.OUTPUT_LIMIT, "1 MiB"),
    ],
)
def test_a_limit_is_named_with_its_value(cause: Cause, value: str) -> None:
    assert value in sentence(cause, DONE, LIMITS, BUILD)


def test_units_for_people() -> None:
    assert [human_bytes(n) for n in (12, 1536, 1 << 20, 3 << 29)] == ["12 bytes", "1.5 KiB", "1 MiB", "1.5 GiB"]
    assert [human_seconds(s) for s in (0.25, 1, 90, 1.5, 600)] == ["250 ms", "1 s", "90 s", "1.5 s", "10 min"]


def test_limits_must_be_positive() -> None:
    with pytest.raises(ValueError, match="open_files"):
        Limits(**{**vars(LIMITS), "open_files": -1})
