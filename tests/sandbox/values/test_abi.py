"""The types of the operator interfaces, as a component made of Python has them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wasmtime import Store, WasiConfig
from wasmtime.component import Component, Func, Linker, ResourceType

from app.sandbox.clock import RealClock
from app.sandbox.deadline import Deadline
from app.sandbox.randomness import RealRandomness
from app.sandbox.values import Function, Signatures, link
from app.sandbox.values import shapes as s
from app.sandbox.values.forms import Case, Own, Resource
from app.sandbox.wasi.wasi import Wasi
from tests.sandbox.values import strategies, wasmtimes
from tests.sandbox.values.wat import ENGINE, Guest
from tests.support.built import built, precompiled

pytestmark = pytest.mark.build

PACKAGE = "wasm-graph:processor"
ECHO = """\
from map_impl import exports
from map_impl.imports import logger
from map_impl.imports.logger import Level


class Map(exports.Map):
    def init(self, configuration):
        return True

    def process(self, message):
        if message.value.content_type is not None:
            logger.log(Level.INFO, "echo", "first line")
            logger.log(Level.INFO, "echo", "second line")
        return message
"""
often = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


class Host:
    """An interface of the operators'."""

    def __init__(self, interface: str, functions: dict[str, Any], resources: dict[str, Resource] | None = None) -> None:
        self.interface, self._functions, self._resources = interface, functions, resources or {}

    def functions(self) -> dict[str, Any]:
        return self._functions

    def resources(self) -> dict[str, Resource]:
        return self._resources


class Operator:
    """The map operator that gives its message back: ``process`` is ours, ``own`` wasmtime-py's, each in its store."""

    def __init__(self) -> None:
        path = precompiled(built("map", "1.1.0", {"operator_echo.py": ECHO}, "operator_echo"))
        self.component = Component.deserialize_file(ENGINE, str(path))
        self.signatures = Signatures(self.component, ENGINE)
        self.logs: list[tuple[str, str, str]] = []
        self.contents: dict[int, bytes] = {}
        self.dropped: list[int] = []
        self.hosts = (
            Host("logger", {"log": lambda *line: self.logs.append(line)}),
            Host("metrics", dict.fromkeys(("add-to-counter", "record-to-histogram"))),
            Host("state-store", dict.fromkeys(("get", "set", "del", "vdel"))),
            Host("types", {"[method]buffer.read": self.contents.get}, {"buffer": Resource(1, self.dropped.append)}),
        )
        wasi = Wasi(RealClock(), RealRandomness(), lambda *_: None, None, Deadline())
        linker, self.store = Linker(ENGINE), Store(ENGINE)
        errors = link(linker, self.signatures, [*self.hosts, *wasi.interfaces()])
        signature = self.signatures.export(f"{PACKAGE}/map@1.1.0", "process")
        self.process = Function(self.store, self._find(linker, self.store), errors, signature)
        self.own_store = Store(ENGINE)
        self.own = self._find(self._own_linker(), self.own_store)

    def _own_linker(self) -> Linker:
        linker = Linker(ENGINE)
        self.own_store.set_wasi(WasiConfig())
        linker.add_wasip2()
        with linker.root() as root:
            for host in self.hosts:
                with root.add_instance(f"{PACKAGE}/{host.interface}@1.1.0") as instance:
                    for name in host.resources():
                        instance.add_resource(name, ResourceType.host(1), lambda *_: None)
                    for name in host.functions():
                        instance.add_func(name, lambda *_: None)
        return linker

    def _find(self, linker: Linker, store: Store) -> Func:
        store.set_epoch_deadline(1_000_000)
        index = self.component.get_export_index("process", self.component.get_export_index(f"{PACKAGE}/map@1.1.0"))
        assert index is not None
        function = linker.instantiate(store, self.component).get_func(store, index)
        assert function is not None
        return function


@cache
def operator() -> Operator:
    return Operator()


def _types(signatures: Signatures) -> Iterator[s.Shape]:
    """Of all arguments and results of the operators' interfaces, but for what borrows."""
    interfaces = [*signatures.imports.items(), *signatures.exports.items()]
    for name, interface in interfaces:
        for signature in interface.functions.values() if name.startswith(PACKAGE) else ():
            yield from (shape for shape in (*signature.parameters, signature.result) if shape is not None)


def bare(shape: s.Shape) -> s.Shape:
    """The type without the cases that are handles."""
    if isinstance(shape, s.Variant):
        return s.Variant(tuple((tag, of and bare(of)) for tag, of in shape.cases if not isinstance(of, s.Handle)))
    if isinstance(shape, s.Record):
        return s.Record(tuple((name, bare(field)) for name, field in shape.fields))
    if isinstance(shape, s.Tuple):
        return s.Tuple(tuple(map(bare, shape.elements)))
    if isinstance(shape, s.List):
        return s.List(bare(shape.element))
    return s.Option(bare(shape.payload)) if isinstance(shape, s.Option) else shape


def data_model() -> s.Shape:
    signature = operator().signatures.export(f"{PACKAGE}/map@1.1.0", "process")
    assert signature is not None
    return signature.parameters[0]


@often
@given(st.data())
def test_every_type_of_the_interfaces(data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from(sorted(set(_types(operator().signatures)) - {s.Handle(owned=False)}, key=str)))
    guest = Guest(shape)
    some = st.binary() if shape == s.Scalar("u8") else st.lists(strategies.values(shape), max_size=2)
    value = data.draw(some)
    guest.host.answer = lambda _: value
    assert guest.function("echo")(value) == guest.function("relay")(value) == strategies.lifted(value)
    guest.close()


@often
@given(st.data())
def test_an_operator_gives_back_what_it_was_given(data: st.DataObject) -> None:
    message = data.draw(strategies.values(data_model()).filter(lambda message: message.tag == "message"))
    assert operator().process(message) == Case("ok", strategies.lifted(message))


@often
@given(st.data())
def test_wasmtimes_own_conversion_gives_the_same(data: st.DataObject) -> None:
    message = data.draw(strategies.values(bare(data_model())).filter(lambda message: message.tag == "message"))
    own, store = operator().own, operator().own_store
    type_ = own.type(store)
    [(_, parameter)] = type_.params
    expected = own(store, wasmtimes.own(parameter, message))
    own.post_return(store)
    assert wasmtimes.own(type_.result, operator().process(message)) == expected


def test_what_a_host_is_given() -> None:
    timestamp = ((1, 2), 3, Case("string", "node"))
    members: Any = (timestamp, Case("bytes", b"topic"), Case("string", "json"), Case("buffer", Own(1, 77)), ([],), None)
    operator().logs.clear()
    result = operator().process(Case("message", members))
    assert result.value.value.payload == Case("buffer", 77)
    assert operator().logs == [("info", "echo", "first line"), ("info", "echo", "second line")]
