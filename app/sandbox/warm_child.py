"""A child that is asked one question after another, as its parent sees it."""

from __future__ import annotations

import json
import selectors
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.sandbox import messages
from app.sandbox.child import Child
from app.sandbox.exits import Cause
from app.sandbox.job import Job, Outcome, outcome_of
from app.sandbox.messages import Message
from app.sandbox.walls import Walls

START_S = 20.0  # until it has imported what it needs: half a second, or many on a machine that has much to do


@dataclass(frozen=True)
class Question:
    """A request as the line that the child reads, its time from then on, whether nobody wants it any more, and who
    hears the messages, where they are not to be gathered.
    """

    line: bytes
    wall_s: float
    cancelled: Callable[[], bool]
    on_message: Callable[[Message], None] | None = None


@dataclass(frozen=True)
class Answer:
    """What a child sent for one question, gathered. ``outcome`` is None where it answered; otherwise how it ended, and
    the messages are those from before.
    """

    outcome: Outcome | None
    messages: list[Message]


def question(
    request: Mapping[str, Any],
    wall_s: float,
    cancelled: Callable[[], bool],
    on_message: Callable[[Message], None] | None = None,
) -> Question:
    """Put a request into words; TypeError or ValueError where JSON has none."""
    return Question(json.dumps(request, allow_nan=False).encode() + b"\n", wall_s, cancelled, on_message)


class WarmChild(Child):
    """Its folder is its own and goes with it. One thread at a time may use it."""

    def __init__(self, job: Job, walls: Walls) -> None:
        self.asked = 0
        self._ready = self._waits = self._worn = self._ended = False
        self._heard: list[Message] = []
        self._tell: Callable[[Message], None] = self._heard.append
        super().__init__(job, walls, self._hear, _ignore)

    @property
    def sound(self) -> bool:
        """Whether it has answered all that it was asked, lives, and waits for more."""
        return self._waits and not self._worn and not self._ended and not self._has_ended()

    def fresh(self) -> bool:
        """Whether it was never ready, or is so still and has said nothing since it last answered."""
        self._exchange(0)
        if self._stopped is not None or self._has_ended():
            self._waits = False
        return self._waits or not self._ready

    def ask(self, asked: Question) -> Answer:
        """Its answer. Where it gives none or not in time, it is ended, as it is when it breaks the protocol or when
        ``on_message`` raises, which comes out here.
        """
        try:
            return self._answer(asked)
        except BaseException:
            self.close()
            raise

    def _answer(self, asked: Question) -> Answer:
        started = time.monotonic()
        allowed = START_S
        self._watch(lambda: self._ready or self._has_ended(), started + START_S, asked.cancelled)
        if self._ready and self._stopped is None:
            self._put(asked)
            started, allowed = time.monotonic(), asked.wall_s
            self._watch(lambda: self._waits or self._has_ended(), started + asked.wall_s, asked.cancelled)
        if self._stopped is None and not self._waits:
            self._settle()  # it has ended, perhaps with an answer
        if self._stopped is None and self._waits:
            return Answer(None, self._heard)
        return Answer(self._end(started, allowed), self._heard)

    def close(self) -> None:
        """As every child, and remove its folder; a second time does nothing."""
        if not self._ended:
            self._ended = True
            super().close()
            shutil.rmtree(self._job.folder, ignore_errors=True)

    def _put(self, asked: Question) -> None:
        self.asked += 1
        self._waits, self._heard = False, []
        self._tell = asked.on_message or self._heard.append
        self._count_anew()
        self._to_write = memoryview(asked.line)
        if self._process.stdin is not None:
            self._selector.register(self._process.stdin.fileno(), selectors.EVENT_WRITE, self._write)

    def _end(self, started: float, allowed: float) -> Outcome:
        self._watch(self._has_ended, 0.0, lambda: False)
        self._settle()
        self.close()
        limits = replace(self._job.limits, wall_s=allowed)
        return outcome_of(self.ending(), self._job.profile, limits, time.monotonic() - started, self.log.truncated)

    def _all_written(self) -> None:
        """Leave the input open for the next question."""

    def _receive(self, message: Message) -> None:
        kind = message["kind"]
        if kind == messages.READY and not self._ready:
            self._ready = self._waits = True
        elif kind == messages.ANSWERED and not self._waits and not self._to_write:
            self._waits, self._worn = True, message.get("worn") is True
        elif self._waits or kind in (messages.READY, messages.ANSWERED):
            self._stop(Cause.CRASHED, "it spoke without being asked")
        else:
            super()._receive(message)

    def _hear(self, message: Message) -> None:
        self._tell(message)


def _ignore(_: str) -> None:
    """What it prints is bounded, and kept only where it says why it ended."""
