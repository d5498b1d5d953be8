"""The main of a warm child that runs operators: one request after another, each with an instance of its own.

Request: ``{precompiled: file, kind, api_version, configuration: [[key, value]], module_schemas: [{name,
content_type, content}], schemas: [schema], state: [{key, value, encoding, key_encoding}], messages: [input], limits:
{time_ms, memory_bytes, output_bytes, log_lines, host_calls, state_bytes}, init_time_ms, clock: null or {start,
step_us?}, seed: null or number, sources: null or see sources.py, measure: null or {warm_up, count}, wall_s: the time of
the whole run, test: null, or for one of the project's own tests see testing.py}``. ``time_ms`` is each message's own
time, ``init_time_ms`` that of every ``init``. What may be null or empty may be left out.

Messages: ``init`` (result), one ``result`` (index, result) for each input as soon as it is done, or for a measurement
one ``measured`` (see measuring.py), then ``finished`` (memory_bytes, linear_memory, state, timings, notes, stopped). No
result follows an ``init`` that is not ok. A run that cannot begin has one message, ``refused`` (part, reason; see
refused.py). ``memory_bytes`` is how much the process has grown at most since before the first instance was made: the
operator's memory and what the studio needed to serve it. ``linear_memory`` is by how much it was larger at the end:
mostly the operator's own.
"""

from __future__ import annotations

import contextlib
import ctypes
import resource
import time
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

from app.sandbox import memory, warm
from app.sandbox.archives import Archives
from app.sandbox.deadline import Watchdog
from app.sandbox.engine import engine
from app.sandbox.messages import Channel
from app.sandbox.program import Program, program_of
from app.sandbox.refused import Refused
from app.sandbox.run import Run, Sender
from app.sandbox.shelf import Shelf
from app.sandbox.spare import Spare
from app.sandbox.testing import Testing, parse_test

MOST_RESIDENT = 640 << 20  # between two runs, in bytes: components, and what the C library did not give back
_TRIM_ABOVE = 384 << 20
_CPU_SHARE = 0.5  # of the processor time of a child's life, after which it is replaced


def main(requests: Iterator[dict[str, Any]], channel: Channel) -> None:
    """Run every request; BadInput where one is not valid, which the parent should have found before."""
    with contextlib.closing(Worker(lambda: _leave(worker, channel))) as worker:
        for request in requests:
            worker.run(request, channel)
            channel.worn = is_worn()
            channel.afterwards = worker.prepare


def run_one(request: dict[str, Any], channel: Sender) -> None:
    """Run one request in this process, which must have few other things to do; for tests and measurements."""
    with contextlib.closing(Worker(_wait_on)) as worker:
        worker.run(request, channel)


class Worker:
    """What all runs of a child share; to be closed. ``give_up`` as in Watchdog."""

    def __init__(self, give_up: Callable[[], None]) -> None:
        self.under_way: Run | Testing | None = None
        self._engine = engine()
        self._shelf, self._archives = Shelf(self._engine), Archives()
        self._watchdog = Watchdog(self._engine.increment_epoch, give_up)
        self._spare = Spare()

    def run(self, request: dict[str, Any], channel: Sender) -> None:
        """Do one run from its first instance to its last message."""
        started = time.perf_counter_ns()
        try:
            program = self._program(request)
        except Refused as refused:
            channel.send("refused", part=refused.part, reason=refused.reason)
            return
        run = self._run(program, request, channel, started)
        self.under_way = run
        try:
            run.go()
        finally:
            self.under_way = None

    def _run(self, program: Program, request: dict[str, Any], channel: Sender, started: int) -> Run | Testing:
        wanted = parse_test(request.get("test"))
        if wanted is None:
            return Run(program, self._spare.guest(program), request, channel, started)
        return Testing(program, wanted, channel)

    def prepare(self) -> None:
        """Make ready for another run like the last."""
        self._spare.prepare()

    def close(self) -> None:
        """End what waits, and the watchdog's thread."""
        self._spare.close()
        self._watchdog.close()

    def _program(self, request: dict[str, Any]) -> Program:
        loaded = self._shelf.get(request["precompiled"])
        return program_of(request, self._engine, loaded, self._watchdog, self._archives)


def is_worn() -> bool:
    """Whether this process has gathered so much memory, or used so much of its processor time, that a fresh one is
    better."""
    if memory.now_bytes() > _TRIM_ABOVE:
        _trim()
    limit, _ = resource.getrlimit(resource.RLIMIT_CPU)
    tired = limit != resource.RLIM_INFINITY and time.process_time() > limit * _CPU_SHARE
    return tired or memory.now_bytes() > MOST_RESIDENT


def _trim() -> None:
    """Have the C library give back what it keeps: lists of component values take 32 bytes a byte. Only glibc does."""
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _leave(worker: Worker, channel: Channel) -> NoReturn:
    """A call did not end although interrupted: answer in its stead, and go with it."""
    with channel.alone():
        try:
            if worker.under_way is not None:
                worker.under_way.give_up()
        finally:  # this thread is the watchdog: without it the child must not go on
            warm.leave(channel)


def _wait_on() -> None:
    """Nobody else's run waits behind this one."""
