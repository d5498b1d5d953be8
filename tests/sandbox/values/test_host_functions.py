"""What hosts raise, calls within calls, and what linking refuses."""

from typing import Any

import pytest
from wasmtime import Engine, Store, WasmtimeError
from wasmtime.component import Component, Linker

from app.sandbox.values import HostErrors, Signatures, link
from app.sandbox.values import shapes as s
from app.sandbox.values.callbacks import _callbacks
from app.sandbox.values.forms import Own
from tests.sandbox.values.wat import ENGINE, Guest, Host, compiled

U16 = s.Scalar("u16")


class Stopped(BaseException):
    """No ``Exception``, like KeyboardInterrupt."""


@pytest.mark.parametrize("error", [LookupError("this one"), Stopped(), WasmtimeError("a host may raise these too")])
def test_what_a_host_raises_is_raised_by_the_call_itself(error: BaseException) -> None:
    def answer(_: Any) -> Any:
        raise error

    guest = Guest(U16)
    guest.host.answer = answer
    relay = guest.function("relay")
    with pytest.raises(type(error)) as raised:
        relay([1])
    assert raised.value is error
    with pytest.raises(WasmtimeError, match="cannot enter"):  # and not the exception once more
        relay([1])


def test_an_exception_passes_through_a_call_within_a_call() -> None:
    inner, outer = Guest(U16), Guest(U16)
    inner.host.answer = lambda given: {}[given[0]]
    outer.host.answer = inner.function("relay")
    with pytest.raises(KeyError):
        outer.function("relay")([1])


def test_a_host_may_call_another_instance_and_use_the_same_functions() -> None:
    inner, outer = Guest(s.BYTES), Guest(s.BYTES)
    inner.host.answer = lambda given: [*given, b"inner"]
    relay = inner.function("relay")
    outer.host.answer = lambda given: [*relay([*given, b"x" * 3_000]), b"outer"]
    expected = [b"first", b"x" * 3_000, b"inner", b"outer"]
    assert outer.function("relay")([b"first"]) == outer.function("relay")([b"first"]) == expected


def test_a_host_may_call_the_function_that_called_it() -> None:
    guest = Guest(s.Tuple((s.BYTES, s.Handle(owned=True))))
    relay = guest.function("relay")

    def answer(given: list[tuple[bytes, int]]) -> list[tuple[bytes, Own]]:
        [(content, rep)] = given
        again = [(content + b"again", Own(1, rep + 1))]
        [(content, rep)] = relay(again) if len(content) < 2_000 else [(content, rep)]
        return [(content, Own(1, rep))]

    guest.host.answer = answer
    content = b"x" * 1_990
    assert relay([(content, Own(1, 1))]) == [(content + b"again" * 2, 3)]


def test_a_call_within_a_call_may_fail_on_its_own() -> None:
    guest = Guest(s.Tuple((s.Handle(owned=True), U16)))
    relay = guest.function("relay")

    def answer(given: list[tuple[int, int]]) -> list[tuple[Own, int]]:
        with pytest.raises(ValueError, match="u16 cannot hold"):
            relay([(Own(1, 8), 70_000)])
        return [(Own(1, rep), number) for rep, number in given]

    guest.host.answer = answer
    assert relay([(Own(1, 7), 1)]) == [(7, 1)]
    assert guest.host.dropped == []


def test_a_result_where_none_belongs_is_a_mistake_of_the_host() -> None:
    guest = Guest(U16)
    guest.host.answer = lambda _: None
    with pytest.raises(TypeError, match="expected a sequence"):
        guest.function("relay")([1])


def test_a_dropped_handle_is_told() -> None:
    guest = Guest(s.Handle(owned=True), "drop")
    drop = guest.function("drop")
    assert drop([Own(1, 42), Own(1, 43)]) == []
    assert guest.host.dropped == [42]


def _refuse(rep: int) -> None:
    raise LookupError(rep)


class Fatal(Host):
    """Fails at every drop."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped = _Refusing()


class _Refusing(list[int]):
    def append(self, rep: int, /) -> None:
        raise LookupError(rep)


def test_what_a_destructor_raises_is_raised_by_the_call() -> None:
    guest = Guest(s.Handle(owned=True), "drop", host=Fatal())
    with pytest.raises(LookupError, match="42"):
        guest.function("drop")([Own(1, 42)])


def test_the_watch_sees_every_entry_and_every_exit() -> None:
    class Watch:
        def __init__(self) -> None:
            self.seen: list[str] = []

        def entered(self) -> None:
            self.seen.append("entered")

        def left(self) -> None:
            self.seen.append("left")

    watch = Watch()
    guest = Guest(U16, "relay", watch=watch)
    guest.host.answer = lambda given: [watch.seen.append("there"), given][1]  # type: ignore[func-returns-value]
    guest.function("relay")([1])
    guest.host.answer = _refuse
    with pytest.raises(LookupError):
        guest.function("relay")([1])
    assert watch.seen == ["entered", "there", "left", "entered", "left"]


def test_what_no_host_offers_is_named() -> None:
    signatures = Signatures(compiled(U16), ENGINE)
    with pytest.raises(LookupError, match=r"no host offers test:values/host@1.0.0#relay"):
        link(Linker(ENGINE), signatures, [])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("wasm-graph:processor/logger@1.1.0", True),
        ("tinykube-graph:processor/logger@1.0.0", True),
        ("other:package/logger@1.1.0", False),
        ("logger", False),
    ],
)
def test_only_the_operators_packages_may_be_left_out(name: str, found: bool) -> None:
    text = f'(component (import "{name}" (instance (export "log" (func (param "text" string))))))'
    signatures = Signatures(Component(ENGINE, text), ENGINE)

    class Logger(Host):
        interface = "logger"

        def functions(self) -> dict[str, Any]:
            return {"log": print}

    if found:
        link(Linker(ENGINE), signatures, [Logger()])
    else:
        with pytest.raises(LookupError, match=name):
            link(Linker(ENGINE), signatures, [Logger()])


def test_an_import_outside_of_interfaces_is_refused() -> None:
    text = '(component (import "log" (func (param "text" string))))'
    with pytest.raises(LookupError, match="imports log outside any interface"):
        Signatures(Component(ENGINE, text), ENGINE)


def test_a_function_of_an_unknown_type_is_refused_when_it_is_called_and_not_before() -> None:
    text = '(component (import "a:b/c" (instance (export "read" (func (param "from" (stream u8)))))))'
    able = Engine()  # with support for what is asynchronous, unlike the studio's own
    signatures = Signatures(Component(able, text), able)
    with pytest.raises(TypeError, match="StreamType cannot be given or taken"):
        _ = signatures.imports["a:b/c"].functions["read"].parameters


def test_wasmtime_forgets_the_callbacks_with_the_linker_and_the_store() -> None:
    before = set(_callbacks)
    for _ in range(20):
        host, linker = Host(), Linker(ENGINE)
        made = compiled(U16)
        link(linker, Signatures(made, ENGINE), [host])
        store = Store(ENGINE)
        linker.instantiate(store, made)
        assert set(_callbacks) - before
        linker.close()
        store.close()
    assert set(_callbacks) <= before


def test_errors_are_raised_once() -> None:
    errors = HostErrors()
    errors.keep(LookupError("kept"))
    with pytest.raises(LookupError):
        errors.raise_kept()
    errors.raise_kept()


def test_a_function_that_was_forgotten_ends_the_call_and_not_the_process() -> None:
    guest = Guest(U16)
    guest.host.answer = lambda given: given
    relay = guest.function("relay")
    gone = {number: _callbacks.pop(number) for number in [*_callbacks]}
    try:
        with pytest.raises(WasmtimeError, match="not there any more"):
            relay([1])
    finally:
        _callbacks.update(gone)
