"""Random numbers of a run: the machine's, or such that the same seed gives again."""

from __future__ import annotations

import hashlib
import os
from itertools import count
from typing import Protocol


class Randomness(Protocol):
    """Where all random numbers of an operator come from."""

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes."""


class RealRandomness:
    """The machine's, by the system call: no file is opened."""

    def take(self, size: int) -> bytes:
        """Bytes that nobody can foretell."""
        return os.urandom(size)


class SeededRandomness:
    """The same bytes for the same seed and the same sequence of sizes, on every machine and version of Python.

    Each answer is SHAKE-256 over the seed and the answer's number. A seed is any integer.
    """

    def __init__(self, seed: int) -> None:
        self._seed = hashlib.shake_256(b"%x" % seed)
        self._numbers = count()

    def take(self, size: int) -> bytes:
        """The next answer."""
        state = self._seed.copy()
        state.update(b"/%d" % next(self._numbers))
        return state.digest(size)
