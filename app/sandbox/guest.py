"""One instance of a component: its store, its limits, its host interfaces, from the first call to the last."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from wasmtime import Store, WasmtimeError
from wasmtime.component import Func, Instance, Linker

from app.sandbox import batches, explanations, lowering, timestamps
from app.sandbox.host import HostInterface
from app.sandbox.host.buffers import Buffers
from app.sandbox.host.logger import Logger
from app.sandbox.host.metrics import Metrics
from app.sandbox.host.schema_registry import SchemaRegistry
from app.sandbox.host.state_store import StateStore
from app.sandbox.host_time import HostTime
from app.sandbox.input_types import Batch, Input
from app.sandbox.outputs import Reader, read_error, read_result
from app.sandbox.preparation import RunLimits
from app.sandbox.program import Program
from app.sandbox.recording import OutputLimitReached, Recording
from app.sandbox.sources import LOADING
from app.sandbox.values import Function, HostErrors, link
from app.sandbox.wasi.interface import RuleBroken
from app.sandbox.wasi.wasi import Wasi

Json = dict[str, Any]
# A component of componentize-py has one memory; the limit of bytes is that of each.
_MOST = {"memories": 2, "tables": 64, "instances": 256, "table_elements": 200_000}
MOST_PRINTED_WHILE_BUILT = 10_000  # bytes; measured with componentize-py 0.14.0, which then fails every print


class _Printer:
    """What WASI's streams write to. It knows no guest: one that is closed shall go at once, with its memory, and not
    only when Python looks for circles."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording

    def write(self, stream: str, content: bytes) -> None:
        """Keep what was printed, see Recording."""
        self.recording.write(stream, content)


class Guest:
    """An instance, made by ``start``. ``recording`` and the figures tell of the latest call: ``duration_ns`` in the
    guest and the host together, ``host_time.ns`` of it in the host, and how many ``calls`` of the component it took.

    Every call raises one of outcomes.GUEST_FAILURES where the guest fails; after that only ``close`` may follow.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self.duration_ns = self.calls = 0
        self.is_loading = False
        self.host_time = HostTime()
        self.recording = recording = self._new_recording(program.limits)
        self.buffers = Buffers(recording)
        self._printer = _Printer(recording)
        self._hosts: tuple[HostInterface, ...] = (
            self.buffers,
            Logger(recording),
            Metrics(recording, program.instruments),
            StateStore(recording, program.keys),
            SchemaRegistry(recording, program.schemas),
        )
        self._wasi = self._new_wasi()
        self._store = Store(program.engine)
        self._store.set_limits(memory_size=program.limits.memory_bytes, **_MOST)
        self._linker = Linker(program.engine)

    def start(self) -> bool:
        """Instantiate the component, load its sources where it has any, and call ``init``; what ``init`` answers."""
        self._store.set_epoch_deadline(1)
        with self._program.watchdog.watching(self._program.limits.init_time_ms / 1_000):
            self._host_errors = self._link()
            instance = self._instantiate()
            init = self._find(instance, self._program.name(self._program.kind), "init")
            self._process = self._find(instance, self._program.name(self._program.kind), "process")
            if (sources := self._program.sources) is not None:
                self._take = self._find(instance, LOADING, "take")
                self._load(self._find(instance, LOADING, "load"), sources.arguments(self._program.kind))
            given = lowering.configuration(self._program.configuration, self._program.module_schemas)
            return bool(self._timed(init, (given,)))

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
        self._store.set_epoch_deadline(1)
        with self._program.watchdog.watching(self._program.limits.time_ms / 1_000):
            return str(self._take())

    def close(self) -> None:
        """Give everything back, at once."""
        self._store.close()
        self._linker.close()
        self._wasi.close()
        self.buffers.clear()

    def _new_wasi(self) -> Wasi:
        """No environment, no arguments, no network, no folder but a preview's: streams, clocks and random numbers."""
        program = self._program
        files = None if program.sources is None else program.sources.files
        return Wasi(program.clock, program.randomness, self._printer.write, files, program.watchdog.deadline)

    def _link(self) -> HostErrors:
        hosts: tuple[Any, ...] = (*self._hosts, *self._wasi.interfaces())
        try:
            return link(self._linker, self._program.loaded.signatures, hosts, self.host_time)
        except (LookupError, TypeError) as error:
            raise RuleBroken(str(error)) from error

    def _instantiate(self) -> Instance:
        try:
            return self._linker.instantiate(self._store, self._program.loaded.component)
        except WasmtimeError:
            self._host_errors.raise_kept()
            raise

    def _find(self, instance: Instance, interface: str, name: str) -> Function:
        loaded = self._program.loaded
        place = loaded.component.get_export_index(interface)
        index = place and loaded.component.get_export_index(name, place)
        function = index and instance.get_func(self._store, index)
        if not isinstance(function, Func):
            raise RuleBroken(f"the component does not export {interface}#{name}")
        signature = loaded.signatures.export(interface, name)
        return Function(self._store, function, self._host_errors, signature)

    def _load(self, load: Callable[..., None], arguments: Sequence[Any]) -> None:
        """What stands for the build, which has no host to call and takes few prints: afterwards there are no folders,
        and what was printed is nobody's."""
        self.is_loading = True
        self._record(self._new_recording(replace(self._program.limits, host_calls=0)))
        load(*arguments)
        if self.recording.printed > MOST_PRINTED_WHILE_BUILT:
            raise OutputLimitReached
        self.is_loading = False
        self._wasi.withdraw_files()
        self._count_anew()

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
        self._store.set_epoch_deadline(1)  # before the watchdog counts, whose interrupt would be lost otherwise
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
        self.duration_ns = self.calls = self.host_time.ns = 0
        self._record(self._new_recording(self._program.limits))
        self.buffers.recount()

    def _record(self, recording: Recording) -> None:
        self.recording = recording
        self._printer.recording = recording
        for host in self._hosts:
            host.recording = recording

    def _new_recording(self, limits: RunLimits) -> Recording:
        return Recording(limits, self._program.engine.increment_epoch)


def _is_earlier(hlc: Json, given: tuple[Any, ...]) -> bool:
    """Whether a time that was returned lies before the one that was given, whatever their nodes."""
    (secs, nanos), counter, _ = given
    return (hlc["secs"], hlc["nanos"], hlc["counter"]) < (secs, nanos, counter)
