"""One instance of a component: its store, its limits, its host interfaces, from the first call to the
last."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from wasmtime import Store, WasiConfig
from wasmtime.component import Func, Instance, Linker, Variant

from app.sandbox import lowering
from app.sandbox.deadline import Stuck, bounded
from app.sandbox.host import HostInterface
from app.sandbox.host.buffers import Buffers
from app.sandbox.host.logger import Logger
from app.sandbox.host.metrics import Metrics
from app.sandbox.host.state_store import StateStore
from app.sandbox.input_types import Input
from app.sandbox.outputs import Reader
from app.sandbox.program import Program
from app.sandbox.recording import Recording
from app.sandbox.values import field

T = TypeVar("T")


class Guest:
    """An instance, made by ``start``. ``recording`` and ``duration_us`` tell of the latest call.

    Every call raises one of outcomes.GUEST_FAILURES where the guest fails; after that only ``close`` may
    follow.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self.duration_us = 0
        self._buffers = Buffers()
        self.recording = self._new_recording()
        self._logger = Logger(self.recording)
        self._metrics = Metrics(self.recording, program.instruments)
        self._state_store = StateStore(self.recording, program.keys)
        self._store = Store(program.engine)
        self._linker = Linker(program.engine)
        self._stuck = False
        self._equip()

    def start(self) -> bool:
        """Instantiate the component and call ``init``; what ``init`` answers."""
        return self._bounded(self._start, self._program.limits.init_time_ms)

    def process(self, given: Input) -> dict[str, Any]:
        """One call of ``process``: the result's own members (``outcome`` and what belongs to it)."""
        self._record_anew()
        return self._bounded(lambda: self._process(given), self._program.limits.time_ms)

    def close(self) -> None:
        """Give everything back, at once; a call that is stuck does it itself when it ends."""
        if not self._stuck:
            self._close()

    def _equip(self) -> None:
        self._store.set_limits(memory_size=self._program.limits.memory_bytes)
        self._store.set_wasi(self._wasi())
        self._linker.add_wasip2()
        hosts: tuple[HostInterface, ...] = (self._buffers, self._logger, self._metrics, self._state_store)
        with self._linker.root() as root:
            for host in hosts:
                with root.add_instance(self._program.name(host.interface)) as instance:
                    host.define(instance)

    def _wasi(self) -> WasiConfig:
        """No environment, no arguments, no network, no folder but the program's: only the two streams, and clocks
        and random numbers."""
        wasi = WasiConfig()
        if self._program.sources is not None:
            wasi.preopen_dir(str(self._program.sources), "/0", fs_mutable=False)
        wasi.stdout_custom = lambda content: self.recording.write("stdout", content)
        wasi.stderr_custom = lambda content: self.recording.write("stderr", content)
        return wasi

    def _start(self) -> bool:
        self._store.set_epoch_deadline(1)
        instance = self._linker.instantiate(self._store, self._program.component)
        init, self._function = (self._find(instance, name) for name in ("init", "process"))
        given = lowering.configuration(self._program.configuration, self._program.module_schemas)
        return bool(self._call(init, given))

    def _find(self, instance: Instance, name: str) -> Func:
        interface = self._program.component.get_export_index(self._program.name(self._program.kind))
        index = interface and self._program.component.get_export_index(name, interface)
        function = index and instance.get_func(self._store, index)
        if not isinstance(function, Func):
            raise LookupError(f"the component does not export {self._program.name(self._program.kind)}#{name}")
        return function

    def _process(self, given: Input) -> dict[str, Any]:
        self._store.set_epoch_deadline(1)
        value = self._call(self._function, *lowering.arguments(self._program.kind, given, self._buffers))
        reader = Reader(lambda buffer: self._buffers.take(self._store, buffer))
        result = _read(self._program.kind, self._program.api_version, value, reader)
        self.recording.output(reader.size)
        return result

    def _call(self, function: Func, *arguments: Any) -> Any:
        started = time.perf_counter_ns()
        try:
            value = function(self._store, *arguments)
            function.post_return(self._store)
            return value
        finally:
            self.duration_us = (time.perf_counter_ns() - started) // 1_000

    def _bounded(self, work: Callable[[], T], limit_ms: int) -> T:
        try:
            return bounded(work, limit_ms / 1_000, self._program.engine.increment_epoch, self._close)
        except Stuck:
            self._stuck = True
            self.duration_us = limit_ms * 1_000
            raise

    def _new_recording(self) -> Recording:
        return Recording(self._program.limits.output_bytes, self._program.engine.increment_epoch)

    def _record_anew(self) -> None:
        self.recording = self._new_recording()
        for host in (self._logger, self._metrics, self._state_store):
            host.recording = self.recording

    def _close(self) -> None:
        self._store.close()
        self._linker.close()
        self._buffers.clear()


def _read(kind: str, api_version: str, value: Any, reader: Reader) -> dict[str, Any]:
    ok, value = _unwrap(value) if api_version != "1.0.0" else (True, value)
    if not ok:
        return {"outcome": "error", "error": reader.text(field(value, "message"))}
    if kind == "filter":
        return {"outcome": "passed" if value else "dropped"}
    if kind == "branch":
        return {"outcome": "arm", "arm": "True" if value else "False"}
    if kind == "delay":
        return {"outcome": "delayed", "hlc": reader.clock(value)}
    return {"outcome": "output", "output": reader.data_model(value)}


def _unwrap(value: Any) -> tuple[bool, Any]:
    """A ``result``: wasmtime gives its bare content where the two cases differ in their Python class."""
    if isinstance(value, Variant) and value.tag in {"ok", "err"}:
        return value.tag == "ok", value.payload
    return isinstance(value, bool | Variant), value
