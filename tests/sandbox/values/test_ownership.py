"""Whatever is lowered, lifted or refused, the process's memory stays level. The guests here keep nothing."""

import ctypes
import gc
import mmap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wasmtime import WasmtimeError

from app.sandbox.values import shapes as s
from app.sandbox.values.forms import Case, Own
from tests.sandbox.values.wat import Guest

CALLS = 6_000
WARM_UP = 1_500
MOST_PER_CALL = 60  # bytes; a string or a box that is forgotten takes more, and wasmtime's own conversion forgets 250

TEXT, BYTES, HANDLE = s.Scalar("string"), s.BYTES, s.Handle(owned=True)
ANYTHING = s.Record(
    (
        ("text", TEXT),
        ("bytes", BYTES),
        ("list", s.List(s.Tuple((TEXT, s.Scalar("u64"))))),
        ("option", s.Option(s.Record((("a", TEXT),)))),
        ("variant", s.Variant((("number", s.Scalar("f64")), ("text", TEXT)))),
        ("result", s.Result(BYTES, TEXT)),
        ("enum", s.Enum(("red", "green"))),
        ("flags", s.Flags(("read", "write"))),
        ("handle", HANDLE),
    )
)


def value(**different: Any) -> tuple[Any, ...]:
    members: dict[str, Any] = {
        "text": "some text of some length",
        "bytes": b"some bytes " * 20,
        "list": [("one", 1), ("two", 2)],
        "option": ("inner",),
        "variant": Case("text", "inner"),
        "result": Case("ok", b"inner"),
        "enum": "green",
        "flags": {"write"},
        "handle": Own(1, 5),
    }
    return tuple((members | different).values())


def resident() -> int:
    """Bytes of this process that are in memory, after what is free was given back."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * mmap.PAGESIZE


def grown(call: Callable[[], object]) -> float:
    """Bytes for a call."""
    for _ in range(WARM_UP):
        call()
    before = resident()
    for _ in range(CALLS):
        call()
    return (resident() - before) / CALLS


def test_arguments_and_results() -> None:
    guest, given = Guest(ANYTHING), value()
    echo = guest.function("echo")
    assert grown(lambda: echo([given])) < MOST_PER_CALL


def test_a_hosts_arguments_and_results() -> None:
    guest, given = Guest(ANYTHING), value()
    guest.host.answer = lambda _: [given, given]
    relay = guest.function("relay")
    assert len(relay([given])) == 2
    assert grown(lambda: relay([given])) < MOST_PER_CALL


def test_refused_arguments() -> None:
    echo, given = Guest(ANYTHING).function("echo"), [value(), value(handle=None)]

    def call() -> None:
        with pytest.raises(TypeError, match="expected Own"):
            echo(given)

    assert grown(call) < MOST_PER_CALL


def test_handles_that_are_dropped() -> None:
    guest = Guest(HANDLE, "drop")
    drop = guest.function("drop")

    def call() -> None:
        drop([Own(1, 9)])
        guest.host.dropped.clear()

    assert grown(call) < MOST_PER_CALL


def _fail(_: Any) -> Any:
    raise KeyError


def test_instances_that_end_in_a_trap() -> None:
    guest = Guest(ANYTHING)
    given, made = value(), [guest.component]

    def call() -> None:
        fresh = Guest(ANYTHING, component=made[0])
        fresh.host.answer = _fail
        relay = fresh.function("relay")
        with pytest.raises(KeyError):
            relay([given])
        with pytest.raises(WasmtimeError, match="cannot enter"):
            relay([given])
        fresh.close()

    for _ in range(150):
        call()
    before = resident()
    for _ in range(300):
        call()
    assert (resident() - before) / 300 < 4_096
