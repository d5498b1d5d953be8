"""Warm children: started ahead, asked one question after another, replaced when hurt or worn.

Whoever asks talks to a child in its own thread; what one child suffers touches no other question. Children are started
by one thread that lives as long as the pool, since a child dies with the thread that started it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app.kit.ids import new_id
from app.sandbox.exits import Cause
from app.sandbox.job import Job, Outcome, not_started
from app.sandbox.limits import Limits, human_seconds
from app.sandbox.messages import Message
from app.sandbox.profiles import Profile
from app.sandbox.walls import Walls, available
from app.sandbox.warm_child import Answer, Question, WarmChild, question

__all__ = ["Answer", "Pool"]

_TICK_S = 0.1  # how late a cancel is noticed while every child is busy


class Pool:
    """At most ``size`` children with the same ``main``, see Job; none before the first question or ``warm_up``.

    Each has a folder of its own below ``work_dir`` (absolute), which its main keeps empty between questions. ``limits``
    are those of one question, except for the processor time, which is that of a child's whole life of at most
    ``most_asks`` questions. ``readable`` are further absolute paths that the children may read.
    """

    def __init__(
        self,
        main: str,
        profile: Profile,
        limits: Limits,
        work_dir: Path,
        size: int,
        *,
        readable: tuple[Path, ...] = (),
        most_asks: int = 200,
        walls: Walls | None = None,
    ) -> None:
        self._main, self._profile, self._limits, self._work_dir = main, profile, limits, work_dir
        self._size, self._readable, self._most_asks, self._walls = size, readable, most_asks, walls
        self._starter = ThreadPoolExecutor(1, thread_name_prefix=f"{profile.name}-children")
        self._changed = threading.Condition()
        self._idle: deque[Future[WarmChild]] = deque()  # first the one that was asked last: it has things at hand
        self._line: deque[object] = deque()  # who waits for one
        self._count = 0
        self._closing = threading.Event()

    def warm_up(self) -> None:
        """Start the children that are missing, in the background."""
        with self._changed:
            self._fill()

    def ask(
        self,
        request: Mapping[str, Any],
        wall_s: float,
        cancel: threading.Event | None = None,
        *,
        on_message: Callable[[Message], None] | None = None,
        wait_s: float | None = None,
    ) -> Answer:
        """One child's answer, from any thread; what becomes of the child is an outcome, never an exception.

        The question has ``wall_s`` seconds, and before that ``wait_s``, or else as many, to wait for a child that is
        not busy; who came first is served first. Setting ``cancel``, or closing the pool, ends the question and its
        child within a second. ``on_message`` is called with each message as it comes, in this thread, and the answer
        then holds none; what it raises ends the child and comes out here. TypeError or ValueError for a request that is
        not JSON.
        """
        asked = question(request, wall_s, lambda: self._closing.is_set() or _is_set(cancel), on_message)
        patience_s = wall_s if wait_s is None else wait_s
        until = time.monotonic() + patience_s
        while (place := self._take(until, asked.cancelled)) is not None:
            answer = self._ask_in(place, asked)
            if answer is not None:
                return answer
        return Answer(self._nobody_free(asked, patience_s), [])

    def close(self) -> None:
        """End all children and wait until they are gone; questions that are being asked are cancelled."""
        self._closing.set()
        with self._changed:
            self._changed.notify_all()
            while self._count > len(self._idle):  # those who ask bring theirs back
                self._changed.wait()
            left = list(self._idle)
            self._idle.clear()
            self._count = 0
        for place in left:
            if not place.cancel() and place.exception() is None:
                place.result().close()
        self._starter.shutdown()

    def _fill(self) -> None:
        while self._count < self._size and not self._closing.is_set():
            self._idle.append(self._starter.submit(self._start))
            self._count += 1
        self._changed.notify_all()

    def _start(self) -> WarmChild:
        folder = self._work_dir / new_id()
        folder.mkdir(parents=True, mode=0o700)
        job = Job(self._main, None, self._profile, folder, self._limits, self._readable)
        try:
            return WarmChild(job, self._walls or available())
        except BaseException:
            folder.rmdir()
            raise

    def _take(self, until: float, cancelled: Callable[[], bool]) -> Future[WarmChild] | None:
        """A child for whoever has waited longest; None where the question is cancelled or none came back in time."""
        turn = object()
        with self._changed:
            self._fill()
            self._line.append(turn)
            try:
                while not cancelled():
                    if self._idle and self._line[0] is turn:
                        return self._idle.popleft()
                    left = until - time.monotonic()
                    if left <= 0:
                        return None
                    self._changed.wait(min(left, _TICK_S))
            finally:
                self._line.remove(turn)
                self._changed.notify_all()
        return None

    def _ask_in(self, place: Future[WarmChild], asked: Question) -> Answer | None:
        """The answer of one child; None where it was lost before it had the question."""
        error = place.exception()
        if error is not None:
            self._replace()
            if isinstance(error, OSError):
                return Answer(not_started(self._profile, self._limits, error), [])
            raise error
        child = place.result()
        try:
            return child.ask(asked) if child.fresh() else None
        finally:
            self._give_back(place, child)

    def _give_back(self, place: Future[WarmChild], child: WarmChild) -> None:
        if child.sound and child.asked < self._most_asks:
            with self._changed:
                self._idle.appendleft(place)
                self._changed.notify_all()
        else:
            child.close()
            self._replace()

    def _replace(self) -> None:
        with self._changed:
            self._count -= 1
            self._fill()

    def _nobody_free(self, asked: Question, waited_s: float) -> Outcome:
        noun, waited = self._profile.noun, human_seconds(waited_s)
        cause = Cause.CANCELLED if asked.cancelled() else Cause.TIME_LIMIT
        busy = f"The {noun} did not begin: others took all the time for {waited}. Try again."
        words = f"The {noun} was cancelled." if cause is Cause.CANCELLED else busy
        return Outcome(cause, words, None, None, waited_s, output_truncated=False, error=None)


def _is_set(event: threading.Event | None) -> bool:
    return event is not None and event.is_set()
