"""``wasi:random``: the run's random numbers; the insecure ones are the same, so that a seed repeats all of them."""

from __future__ import annotations

from collections.abc import Iterator

from app.sandbox.randomness import Randomness
from app.sandbox.wasi.interface import Functions, Interface, RuleBroken

MAX_BYTES = 65_536  # in one call; CPython takes 256 at a time


class RandomNumbers:
    """All three interfaces."""

    def __init__(self, randomness: Randomness) -> None:
        self._randomness = randomness

    def interfaces(self) -> Iterator[Interface]:
        """``random``, ``insecure`` and ``insecure-seed``."""
        for package, word in (("wasi:random/random", "random"), ("wasi:random/insecure", "insecure-random")):
            functions: Functions = {f"get-{word}-bytes": self._bytes, f"get-{word}-u64": self._u64}
            yield Interface(package, functions)
        yield Interface("wasi:random/insecure-seed", {"insecure-seed": lambda: (self._u64(), self._u64())})

    def _bytes(self, size: int) -> bytes:
        if size > MAX_BYTES:
            raise RuleBroken(f"the component asked for {size:,} random bytes at once, more than {MAX_BYTES:,}")
        return self._randomness.take(size)

    def _u64(self) -> int:
        return int.from_bytes(self._randomness.take(8), "little")
