"""An operator in an instance of its own, from its loading to its last call."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from app.sandbox import batches, explanations, lowering, timestamps
from app.sandbox.clock import RealClock
from app.sandbox.host.buffers import Buffers
from app.sandbox.input_types import Batch, Input
from app.sandbox.instance import Instance, new_recording
from app.sandbox.outputs import Reader, read_error, read_result
from app.sandbox.program import Program
from app.sandbox.randomness import RealRandomness
from app.sandbox.recording import OutputLimitReached, Recording
from app.sandbox.sources import LOADING, Sources

Json = dict[str, Any]
MOST_PRINTED_WHILE_BUILT = 10_000  # bytes; measured with componentize-py 0.14.0, which then fails every print


class Guest:
    """An operator at work, begun by ``start``. ``duration_ns`` tells of the latest call, in the guest and the host
    together, and how many ``calls`` of the component it took; ``weight_bytes`` of the process's memory it had when it
    was made ahead.

    Every call raises one of outcomes.GUEST_FAILURES where the guest fails; after that only ``close`` may follow.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._instance = Instance(program)
        self.duration_ns = self.calls = self.weight_bytes = 0
        self.is_loading = self._is_prepared = False

    @property
    def recording(self) -> Recording:
        """What the latest call left behind."""
        return self._instance.recording

    @property
    def host_ns(self) -> int:
        """What of ``duration_ns`` the host took."""
        return self._instance.host_time.ns

    @property
    def buffers(self) -> Buffers:
        """What it was given to read."""
        return self._instance.buffers

    def prepare(self) -> None:
        """Do what needs no sources: instantiate the component, and give its bindings the name of the kind."""
        self._instance.arm()
        with self._program.watchdog.watching(self._program.limits.init_time_ms / 1_000):
            self._instance.start()
            if (sources := self._program.sources) is not None:
                self._begin_loading()
                self._instance.function(LOADING, "name")(self._program.kind.capitalize(), sources.registry)
        self._is_prepared = True

    def warm(self) -> None:
        """Spend time now so that ``start`` takes less; for a guest that is prepared ahead and loads sources."""
        self._instance.arm()
        with self._program.watchdog.watching(self._program.limits.init_time_ms / 1_000):
            self._instance.function(LOADING, "warm")()

    def fits(self, program: Program) -> bool:
        """Whether this guest, if it is prepared and was not started, can be that of another run."""
        one, other = self._program, program
        if one.sources is None or other.sources is None or one.sources.registry is not other.sources.registry:
            return False
        clocks = isinstance(one.clock, RealClock) and isinstance(other.clock, RealClock)
        chance = isinstance(one.randomness, RealRandomness) and isinstance(other.randomness, RealRandomness)
        same = (one.loaded, one.kind, one.limits.memory_bytes) == (other.loaded, other.kind, other.limits.memory_bytes)
        return clocks and chance and same

    def serve(self, program: Program) -> None:
        """Be that of another run, which it must fit."""
        self._program = program
        self._instance.serve(program)

    def start(self) -> bool:
        """Prepare it, unless it is, load its sources where it has any, and call ``init``; what ``init`` answers."""
        self._be_prepared()
        with self._program.watchdog.watching(self._program.limits.init_time_ms / 1_000):
            if (sources := self._program.sources) is not None:
                self._take = self._instance.function(LOADING, "take")
                self._load(sources)
                self._instance.withdraw_files()
                self._count_anew()
            init, self._process = (self._instance.function(self._interface, name) for name in ("init", "process"))
            given = lowering.configuration(self._program.configuration, self._program.module_schemas)
            return bool(self._timed(init, (given,)))

    def open_tests(self, sources: Sources, path: str) -> str:
        """In the place of ``start``: load the sources and a file of their tests; what the component tells of it."""
        self._be_prepared()
        with self._program.watchdog.watching(self._program.limits.init_time_ms / 1_000):
            self._test = self._instance.function(LOADING, "test")
            self._load(sources, tests=True)
            self._count_anew()
            opened = self._instance.function(LOADING, "tests")
            told = self._timed(opened, (path, sources.entry, self._program.kind.capitalize()))
            self._instance.withdraw_files()
        return self._counted(told)

    def test(self, name: str) -> str:
        """Do one of the tests; what the component tells of it."""
        self._count_anew()
        self._instance.arm()
        with self._program.watchdog.watching(self._program.limits.time_ms / 1_000):
            return self._counted(self._timed(self._test, (name,)))

    def process(self, given: Input) -> Json:
        """Feed one input: the result's own members (``outcome`` and what belongs to it)."""
        self._count_anew()
        moment = timestamps.at(self._program.clock.wall_ns())
        if isinstance(given, Batch) and given.batches != batches.ONE:
            return self._process_in_parts(given, moment)
        arguments = lowering.arguments(self._program.kind, given, self.buffers, moment)
        found = self._read(self._call(arguments))
        if found["outcome"] == "delayed" and _is_earlier(found["hlc"], arguments[1]):
            found["explanation"] = explanations.BACKWARDS
        return found

    def take_profile(self) -> str:
        """The profile up to now, as the component of a preview tells it."""
        self._count_anew()
        self._instance.arm()
        with self._program.watchdog.watching(self._program.limits.time_ms / 1_000):
            return str(self._take())

    def close(self) -> None:
        """Give everything back, at once."""
        self._instance.close()

    @property
    def _interface(self) -> str:
        return self._program.name(self._program.kind)

    def _begin_loading(self) -> None:
        """What stands for the build has no host to call."""
        self.is_loading = True
        limits = replace(self._program.limits, host_calls=0)
        self._instance.record(new_recording(self._program, limits))

    def _be_prepared(self) -> None:
        if not self._is_prepared:
            self.prepare()
        self._instance.arm()

    def _load(self, sources: Sources, *, tests: bool = False) -> None:
        """What stands for the build takes few prints, which are nobody's."""
        self._begin_loading()
        self._instance.function(LOADING, "load")(*sources.arguments(self._program.kind, tests=tests))
        if self.recording.printed > MOST_PRINTED_WHILE_BUILT:
            raise OutputLimitReached
        self.is_loading = False

    def _process_in_parts(self, given: Batch, moment: timestamps.Hlc) -> Json:
        """Each part is a call of its own, which starts from what the one before gave."""
        staged = lowering.data_model(given.staged, self.buffers, moment)
        *before, last = batches.split(given.values, given.batches, self._program.chance)
        for part in before:
            value = self._call((staged, lowering.data_models(part, self.buffers, moment)))
            ok, combined = self._unwrapped(value)
            if not ok:
                return self._read(value)
            staged = lowering.again(combined, self.buffers)
        return self._read(self._call((staged, lowering.data_models(last, self.buffers, moment))))

    def _call(self, arguments: Sequence[Any]) -> Any:
        watchdog = self._program.watchdog
        self._instance.arm()
        watchdog.begin(self._program.limits.time_ms / 1_000)
        try:
            return self._timed(self._process, arguments)
        finally:
            watchdog.end()

    def _timed(self, function: Callable[..., Any], arguments: Sequence[Any]) -> Any:
        self.calls += 1
        started = time.perf_counter_ns()
        try:
            return function(*arguments)
        finally:
            self.duration_ns += time.perf_counter_ns() - started

    def _counted(self, told: Any) -> str:
        """Text that the guest gave, as a part of what it may give."""
        self.recording.output(len(str(told)))
        return str(told)

    def _read(self, value: Any) -> Json:
        ok, content = self._unwrapped(value)
        reader = Reader(self.buffers.take)
        found = read_result(self._program.kind, content, reader) if ok else read_error(content, reader)
        self.recording.output(reader.size)
        return found

    def _unwrapped(self, value: Any) -> tuple[bool, Any]:
        """Since API version 1.1.0 what an operator answers is a ``result``."""
        return (True, value) if self._program.api_version == "1.0.0" else (value.tag == "ok", value.value)

    def _count_anew(self) -> None:
        self.duration_ns = self.calls = self._instance.host_time.ns = 0
        self._instance.record(new_recording(self._program, self._program.limits))
        self.buffers.recount()


def _is_earlier(hlc: Json, given: tuple[Any, ...]) -> bool:
    """Whether a time that was returned lies before the one that was given, whatever their nodes."""
    (secs, nanos), counter, _ = given
    return (hlc["secs"], hlc["nanos"], hlc["counter"]) < (secs, nanos, counter)
