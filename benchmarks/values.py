"""Calls of one component with our conversion of values, with wasmtime-py's and bare, turn by turn in one process."""

import ctypes
import statistics
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from wasmtime import Engine, Store, WasiConfig
from wasmtime.component import Component, Func, Linker, LinkerInstance, Record, ResourceType, Variant

from app.operators.kinds import DEFAULT_API_VERSION, Kind
from app.sandbox.clock import RealClock
from app.sandbox.deadline import Deadline
from app.sandbox.engine import engine
from app.sandbox.randomness import RealRandomness
from app.sandbox.values import Function, Signatures, link, native
from app.sandbox.values.forms import Case, Resource
from app.sandbox.values.frame import Frame
from app.sandbox.wasi.wasi import Wasi
from benchmarks.result import Result
from benchmarks.server import PATIENCE_S, Server

NAME = "benchmark-values"
INTERFACE = f"wasm-graph:processor/map@{DEFAULT_API_VERSION}"
MEGABYTE = 1 << 20
WARM_UP = 200
# It does next to nothing, so that conversion is most of a call.
SOURCE = """\
from map_impl import exports
from map_impl.imports import logger, types


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        do = message.value.content_type
        if do is not None and do.value == "log":
            logger.log(logger.Level.INFO, "benchmark", "the first line")
            logger.log(logger.Level.INFO, "benchmark", "the second line")
        if do is not None and do.value == "swallow":
            message.value.payload = types.BufferOrBytes_Bytes(b"")
        return message
"""

Call = Callable[[], object]


@dataclass(frozen=True)
class Host:
    """An interface of plain functions."""

    interface: str
    offered: Mapping[str, Callable[..., Any]]
    types: Mapping[str, Resource]

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """By their names."""
        return self.offered

    def resources(self) -> Mapping[str, Resource]:
        """By their names."""
        return self.types


def _nothing(*_: Any) -> None:
    return None


HOSTS = (
    Host("logger", {"log": _nothing}, {}),
    Host("metrics", {"add-to-counter": _nothing, "record-to-histogram": _nothing}, {}),
    Host("state-store", dict.fromkeys(("get", "set", "del", "vdel"), _nothing), {}),
    Host("types", {"[method]buffer.read": _nothing}, {"buffer": Resource(1, _nothing)}),
)


def values(server: Server) -> Iterator[Result]:
    """Small messages with and without logs, and megabytes."""
    ours = engine()
    made = Component(ours, component(server))
    call, raw, own = our_side(ours, made), _bare_side(ours, made), _wasmtimes_side(ours, made)
    small, logged = message(b'{"temperature": 20.5}', None), message(b'{"temperature": 20.5}', "log")
    mine, theirs = medians_us([partial(call, logged), partial(own, _own_message(logged))], 400)
    yield _faster("message_vs_wasmtime_py", mine, theirs)
    mine, bare = medians_us([partial(call, small), raw(small)], 6_000)
    against = f"the bare C call with lowered values, {bare:.1f} us"
    yield Result("message_vs_raw", round(mine, 1), "us", round(mine / bare, 3), against)
    large = message(bytes(range(256)) * (MEGABYTE // 256), None)
    mine, theirs = medians_us([partial(call, large), partial(own, _own_message(large))], 3, warm_up=1)
    yield _faster("megabyte_vs_wasmtime_py", mine, theirs)
    one, four = (message(bytes(count * MEGABYTE), "swallow") for count in (1, 4))
    first, second = medians_us([partial(call, one), partial(call, four)], 9, warm_up=1)
    yield Result("payload_scaling", round(second, 1), "us", round(second / first, 3), f"1 MB in, {first:.1f} us")


def _faster(name: str, mine: float, theirs: float) -> Result:
    against = f"faster than wasmtime-py's own conversion, {theirs:.1f} us"
    return Result(name, round(mine, 1), "us", round(theirs / mine, 2), against)


def medians_us(calls: list[Call], rounds: int, warm_up: int = WARM_UP) -> list[float]:
    """Microseconds of each; who goes first takes turns."""
    spent: list[list[int]] = [[] for _ in calls]
    for number in range(warm_up + rounds):
        sides = list(zip(calls, spent, strict=True))
        for call, taken in sides if number % 2 else reversed(sides):
            started = time.perf_counter_ns()
            call()
            taken.append(time.perf_counter_ns() - started)
    return [statistics.median(taken[warm_up:]) / 1_000 for taken in spent]


def component(server: Server) -> bytes:
    """The component of all these measurements."""
    if all(project["name"] != NAME for project in server.call("GET", "/projects")["items"]):
        server.call("POST", "/projects", {"name": NAME, "kind": Kind.MAP, "source": SOURCE})
    digest = server.build(NAME, adapter=False)["artifact"]
    address = f"{server.address}/api/v1/artifacts/{digest}/component.wasm"
    with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
        return bytes(answer.read())


def message(payload: bytes, do: str | None) -> Case:
    """A message that asks the operator to ``log`` or to ``swallow`` the payload."""
    text = partial(Case, "string")
    timestamp = ((1_700_000_000, 5), 3, text("node"))
    wanted = None if do is None else text(do)
    properties = ([(text("key"), text("value"))],)
    members = (timestamp, Case("bytes", b"factory/line"), wanted, Case("bytes", payload), properties, None)
    return Case("message", members)


def _function(store: Store, linker: Linker, component: Component) -> Func:
    store.set_epoch_deadline(1_000_000)
    place = component.get_export_index(INTERFACE)
    index = component.get_export_index("process", place)
    function = linker.instantiate(store, component).get_func(store, index) if index else None
    if function is None:
        raise RuntimeError(f"the component does not export {INTERFACE}#process")
    return function


def our_side(ours: Engine, component: Component) -> Function:
    """Our function, with all that it imports served."""
    store, linker, signatures = Store(ours), Linker(ours), Signatures(component, ours)
    wasi = Wasi(RealClock(), RealRandomness(), _nothing, None, Deadline())
    errors = link(linker, signatures, [*HOSTS, *wasi.interfaces()])
    return Function(store, _function(store, linker, component), errors, signatures.export(INTERFACE, "process"))


def _bare_side(ours: Engine, component: Component) -> Callable[[Case], Call]:
    """The C function and the deletion of its result; the arguments are lowered once, before."""
    function = our_side(ours, component)

    def bound(message: Case) -> Call:
        frame, result = Frame(function._context), (ctypes.c_uint64 * 4)()
        values = function._lower((message,), frame)
        frame.keep(values)
        result_at = ctypes.addressof(result)

        def call(_held: Frame = frame) -> None:  # the values point into what the frame keeps
            at = id(values) + native.BODY
            native.check(native.func_call(function._at, function._context, at, 1, result_at, 1))
            native.val_delete(result_at)
            result[0] = 0
            native.check(native.func_post_return(function._at, function._context))

        return call

    return bound


def _wasmtimes_side(ours: Engine, component: Component) -> Callable[[Any], object]:
    """Everything as wasmtime-py offers it."""
    store, linker = Store(ours), Linker(ours)
    store.set_wasi(WasiConfig())
    linker.add_wasip2()
    with linker.root() as root:
        for host in HOSTS:
            with root.add_instance(f"wasm-graph:processor/{host.interface}@{DEFAULT_API_VERSION}") as instance:
                _define(instance, host)
    function = _function(store, linker, component)

    def call(message: Any) -> object:
        result: object = function(store, message)
        function.post_return(store)
        return result

    return call


def _define(instance: LinkerInstance, host: Host) -> None:
    for name, resource in host.types.items():
        instance.add_resource(name, ResourceType.host(resource.type), _nothing)
    for name, function in host.offered.items():
        instance.add_func(name, function)


def _own_message(message: Case) -> Any:
    """A message as wasmtime-py takes it: cases without a tag where their values' classes differ."""
    ((seconds, nanoseconds), counter, node), topic, wanted, payload, (properties,), _ = message.value
    timestamp = _record(timestamp=_record(secs=seconds, nanos=nanoseconds), counter=counter, node_id=node.value)
    pairs = [(key.value, value.value) for key, value in properties]
    members = {"topic": topic.value, "payload": payload.value, "properties": _record(user_properties=pairs)}
    content_type = None if wanted is None else wanted.value
    return Variant("message", _record(timestamp=timestamp, content_type=content_type, schema=None, **members))


def _record(**members: Any) -> Record:
    made = Record()
    for name, value in members.items():
        setattr(made, name.replace("_", "-"), value)
    return made
