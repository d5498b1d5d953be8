"""Doing something with each of many things, several at once, without ever holding many of them."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


def in_turn(things: Iterator[Thing], do: Callable[[Thing], None], at_once: int, stop: threading.Event) -> None:
    """Call ``do`` with each of ``things`` from ``at_once`` threads, until there are no more or ``stop`` is set.

    What one call raises comes out here, once those under way have ended; no other begins.
    """
    line = _Line(things, stop)
    with ThreadPoolExecutor(at_once, thread_name_prefix="cases") as threads:
        at_work = [threads.submit(line.work, do) for _ in range(at_once)]
        wait(at_work)
    for one in at_work:
        one.result()


class _Line(Generic[Thing]):
    """``things`` for several threads: each is handed out once."""

    def __init__(self, things: Iterator[Thing], stop: threading.Event) -> None:
        self._things, self._stop = things, stop
        self._lock, self._failed = threading.Lock(), threading.Event()

    def work(self, do: Callable[[Thing], None]) -> None:
        """Take one after the other."""
        try:
            while not self._stop.is_set() and not self._failed.is_set():
                with self._lock:
                    taken = next(self._things, None)
                if taken is None:
                    return
                do(taken)
        except BaseException:
            self._failed.set()
            raise
