"""A call into WebAssembly with an end: interrupted at its time limit, left behind where it cannot be
interrupted."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from functools import partial
from typing import TypeVar

T = TypeVar("T")

GRACE_S = 0.5


class Stuck(Exception):
    """The call did not end when interrupted; its thread goes on, and nobody may touch what it uses."""


def bounded(work: Callable[[], T], seconds: float, interrupt: Callable[[], None], late: Callable[[], None]) -> T:
    """What ``work`` returns or raises, from a thread of its own.

    After ``seconds`` ``interrupt`` is called. That ends WebAssembly code, but not a host function that
    sleeps, such as the one behind ``time.sleep``: where nothing ends within the grace period, Stuck is
    raised, and ``late`` is called in that thread should it ever come back.
    """
    done: Future[T] = Future()
    closing = threading.Lock()  # taken once, by the thread that ends the call or by the one that gives it up
    threading.Thread(target=_work, args=(work, done, closing, late), daemon=True).start()
    wait([done], seconds)
    if not done.done():
        interrupt()
        wait([done], GRACE_S)
    if not done.done() and closing.acquire(blocking=False):
        raise Stuck
    return done.result()


def _work(work: Callable[[], T], done: Future[T], closing: threading.Lock, late: Callable[[], None]) -> None:
    settle: Callable[[], None]
    try:
        value = work()
    except BaseException as error:  # noqa: BLE001 - nothing is swallowed: the waiting thread raises it
        settle = partial(done.set_exception, error)
    else:
        settle = partial(done.set_result, value)
    if closing.acquire(blocking=False):
        settle()
    else:
        late()
