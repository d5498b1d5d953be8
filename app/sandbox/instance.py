"""A component's instance with all that it imports: its store and limits, WASI, and the operators' host interfaces."""

from __future__ import annotations

from typing import Any

from wasmtime import Store, WasmtimeError
from wasmtime.component import Func, Linker

from app.sandbox.host import HostInterface
from app.sandbox.host.buffers import Buffers
from app.sandbox.host.fakes import Fakes
from app.sandbox.host.logger import Logger
from app.sandbox.host.metrics import Metrics
from app.sandbox.host.schema_registry import SchemaRegistry
from app.sandbox.host.state_store import StateStore
from app.sandbox.host_time import HostTime
from app.sandbox.preparation import RunLimits
from app.sandbox.program import Program
from app.sandbox.recording import Recording
from app.sandbox.values import Function, HostErrors, link
from app.sandbox.wasi.interface import RuleBroken
from app.sandbox.wasi.tree import Tree
from app.sandbox.wasi.wasi import Wasi

# A component of componentize-py has one memory; the limit of bytes is that of each.
_MOST = {"memories": 2, "tables": 64, "instances": 256, "table_elements": 200_000}


class _Printer:
    """What WASI's streams write to. It knows no guest: one that is closed shall go at once, with its memory, and not
    only when Python looks for circles."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording

    def write(self, stream: str, content: bytes) -> None:
        """Keep what was printed, see Recording."""
        self.recording.write(stream, content)


class Instance:
    """Begun by ``start``. ``recording`` is that of the call that is under way, ``host_time`` what of it the host took.

    It may be made ahead, for another run of the same component: ``serve`` then makes it that run's, before anything of
    an operator's is in it.
    """

    def __init__(self, program: Program) -> None:
        self.host_time = HostTime()
        self.recording = recording = new_recording(program, program.limits)
        self.buffers = Buffers(recording)
        self._printer = _Printer(recording)
        self._metrics = Metrics(recording, program.instruments)
        self._state = StateStore(recording, program.keys)
        self._registry = SchemaRegistry(recording, program.schemas)
        self._fakes = Fakes(recording, program.keys, program.clock)
        self._hosts: tuple[HostInterface, ...] = (
            self.buffers,
            Logger(recording),
            self._metrics,
            self._state,
            self._registry,
            self._fakes,
        )
        self._loaded = program.loaded
        self._wasi = Wasi(
            program.clock, program.randomness, self._printer.write, _files(program), program.watchdog.deadline
        )
        self._store = Store(program.engine)
        self._store.set_limits(memory_size=program.limits.memory_bytes, **_MOST)
        self._linker = Linker(program.engine)

    def start(self) -> None:
        """Instantiate the component; RuleBroken where it imports what nobody offers."""
        hosts: tuple[Any, ...] = (*self._hosts, *self._wasi.interfaces())
        try:
            self._host_errors: HostErrors = link(self._linker, self._loaded.signatures, hosts, self.host_time)
        except (LookupError, TypeError) as error:
            raise RuleBroken(str(error)) from error
        try:
            self._instance = self._linker.instantiate(self._store, self._loaded.component)
        except WasmtimeError:
            self._host_errors.raise_kept()
            raise

    def function(self, interface: str, name: str) -> Function:
        """An exported function; RuleBroken where there is none."""
        component = self._loaded.component
        place = component.get_export_index(interface)
        index = place and component.get_export_index(name, place)
        function = index and self._instance.get_func(self._store, index)
        if not isinstance(function, Func):
            raise RuleBroken(f"the component does not export {interface}#{name}")
        return Function(self._store, function, self._host_errors, self._loaded.signatures.export(interface, name))

    def arm(self) -> None:
        """Let the next interrupt stop it; to be said before the watchdog counts, whose interrupt would be lost
        otherwise."""
        self._store.set_epoch_deadline(1)

    def record(self, recording: Recording) -> None:
        """What is called from now on is written there."""
        self.recording = self._printer.recording = recording
        for host in self._hosts:
            host.recording = recording

    def serve(self, program: Program) -> None:
        """Have it answered from another run's keys, schemas, instruments and files."""
        self._metrics.instruments = program.instruments
        self._state.keys = program.keys
        self._registry.know(program.schemas)
        self._fakes.serve(program.keys, program.clock)
        self._wasi.show_files(_files(program))

    def withdraw_files(self) -> None:
        """From now on there are no folders."""
        self._wasi.withdraw_files()

    def close(self) -> None:
        """Give everything back, at once."""
        self._store.close()
        self._linker.close()
        self._wasi.close()
        self.buffers.clear()


def new_recording(program: Program, limits: RunLimits) -> Recording:
    """An empty one, which stops the guest at its limits."""
    return Recording(limits, program.engine.increment_epoch)


def _files(program: Program) -> Tree | None:
    return None if program.sources is None else program.sources.files
