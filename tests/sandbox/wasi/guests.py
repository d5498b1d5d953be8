"""Python in a real component, once with our WASI and once with wasmtime's own.

The preview's component imports ``main.py`` from ``/0`` when it is told to load: what a test has to say to the guest is
that file's text, and what the guest has to say it prints. A function ``later`` of the text is called after our files
were withdrawn, when a preview calls the operator's ``init``.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from wasmtime import Engine, Store, WasiConfig
from wasmtime.component import Component, Func, Instance, Linker

from app.sandbox.clock import Clock, RealClock
from app.sandbox.deadline import Deadline
from app.sandbox.engine import engine
from app.sandbox.randomness import Randomness, RealRandomness
from app.sandbox.sources import LOADING, Sources
from app.sandbox.values import Function, HostErrors, Signatures, link
from app.sandbox.values.forms import Resource
from app.sandbox.wasi.interface import Interface
from app.sandbox.wasi.tree import Tree
from app.sandbox.wasi.wasi import Wasi
from tests.support import generic

PACKAGE = "wasm-graph:processor"
FAKES = "studio:preview/fakes"
OPERATOR = """
class Map:
    def init(self, configuration):
        globals().get("later", int)()
        return True
    def process(self, message):
        return message
"""


@dataclass(frozen=True)
class Loaded:
    """The preview's component and what it imports; read once for all tests."""

    engine: Engine
    component: Component
    signatures: Signatures


@dataclass
class Ran:
    """What the guest printed, and the exception that ended it, if one did."""

    streams: dict[str, bytearray] = field(default_factory=lambda: {"stdout": bytearray(), "stderr": bytearray()})
    failure: BaseException | None = None

    def write(self, stream: str, content: bytes) -> None:
        self.streams[stream] += content

    @property
    def out(self) -> str:
        """Its standard output; the test fails with its standard error where it was ended."""
        assert self.failure is None, self.streams["stderr"].decode()
        return self.streams["stdout"].decode()


@cache
def loaded() -> Loaded:
    ours = engine()
    component = Component.deserialize_file(ours, str(generic.precompiled("1.1.0")))
    return Loaded(ours, component, Signatures(component, ours))


def run(
    text: str,
    *,
    files: Mapping[str, bytes] | None = None,
    clock: Clock | None = None,
    randomness: Randomness | None = None,
    time_s: float = 600,
) -> Ran:
    """Run a text with our WASI, within a time that only waits are held to."""
    deadline, ran = Deadline(), Ran()
    deadline.set(time.monotonic() + time_s)
    tree = Tree({"/0": sources(text, files)})
    wasi = Wasi(clock or RealClock(), randomness or RealRandomness(), ran.write, tree, deadline)
    linker, store = Linker(loaded().engine), Store(loaded().engine)
    errors = link(linker, loaded().signatures, [*wasi.interfaces(), *_operator_interfaces()])
    _start(linker, store, errors, ran, wasi.withdraw_files)
    wasi.close()
    return ran


def run_natively(text: str, *, files: Mapping[str, bytes] | None = None) -> Ran:
    """Run a text with wasmtime's WASI, its files in a folder that it may only read."""
    ran = Ran()
    with tempfile.TemporaryDirectory(prefix="natively-") as folder:
        for path, content in sources(text, files).items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        wasi = WasiConfig()
        wasi.preopen_dir(folder, "/0", fs_mutable=False)
        wasi.stdout_custom = lambda content: ran.write("stdout", content)
        wasi.stderr_custom = lambda content: ran.write("stderr", content)
        linker, store = Linker(loaded().engine), Store(loaded().engine)
        store.set_wasi(wasi)
        linker.add_wasip2()
        errors = link(linker, _without_wasi(loaded().signatures), _operator_interfaces())
        _start(linker, store, errors, ran)
    return ran


def sources(text: str, files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The files that the generic component reads below ``/0``."""
    return {"main.py": (text + OPERATOR).encode(), **(files or {})}


def _start(
    linker: Linker, store: Store, errors: HostErrors, ran: Ran, loaded_all: Callable[[], None] = lambda: None
) -> None:
    store.set_epoch_deadline(1 << 40)
    try:
        instance = linker.instantiate(store, loaded().component)
        exports = ((LOADING, "name"), (LOADING, "load"), (f"{PACKAGE}/map@1.1.0", "init"))
        name, load, init = (_find(store, instance, *export) for export in exports)
        given = Sources(Tree({"/0": {}}), "main", registry=False, profile=False, entry="main")
        Function(store, name, errors)("Map", False)
        Function(store, load, errors)(*given.arguments("map"))
        loaded_all()
        assert Function(store, init, errors)(([], [])) is True
    except Exception as error:  # noqa: BLE001 - what ends a guest is what tests look at
        ran.failure = error
    finally:
        store.close()
        linker.close()


def _find(store: Store, instance: Instance, interface: str, name: str) -> Func:
    component = loaded().component
    place = component.get_export_index(interface)
    index = place and component.get_export_index(name, place)
    function = index and instance.get_func(store, index)
    assert isinstance(function, Func)
    return function


def _without_wasi(signatures: Signatures) -> Signatures:
    found = copy(signatures)
    found.imports = {name: wanted for name, wanted in signatures.imports.items() if not name.startswith("wasi:")}
    return found


def _operator_interfaces() -> Iterator[Interface]:
    """The interfaces that are not WASI's, for a guest that calls none of their functions."""
    for name, wanted in loaded().signatures.imports.items():
        if name.startswith((PACKAGE, FAKES)):
            short = name.removeprefix(f"{PACKAGE}/").partition("@")[0]
            types = {resource: Resource(1, _unused) for resource in wanted.resources}
            yield Interface(short, dict.fromkeys(wanted.functions, _unused), types)


def _unused(*_: Any) -> NoReturn:
    raise AssertionError("the guest was not meant to call this")
