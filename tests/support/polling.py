"""Waiting for something to become true, with a deadline that a busy machine keeps as well."""

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 300.0
INTERVAL_S = 0.05

T = TypeVar("T")


def until(look: Callable[[], T], is_wanted: Callable[[T], object] = bool, seconds: float = PATIENCE_S) -> T:
    """What ``look`` answers as soon as it is wanted; AssertionError with its last answer after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not is_wanted(found := look()):
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s; the last answer was {found!r}"
        time.sleep(INTERVAL_S)
    return found
