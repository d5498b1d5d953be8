"""Bytes moved in bulk, against wasmtime's own conversion, through a component that gives back what it is given."""

import os
from collections.abc import Iterator

import pytest
from wasmtime import Store
from wasmtime.component import Component, Func, Linker
from wasmtime.component import _types as types

from app.sandbox import values
from app.sandbox.engine import engine

ECHO = """
(component
  (core module $m
    (memory (export "memory") 1)
    (global $top (mut i32) (i32.const 64))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (local $at i32)
      (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
      (global.set $top (i32.add (local.get $at) (local.get 3)))
      (block $fits (loop $grow
        (br_if $fits (i32.le_u (global.get $top) (i32.mul (memory.size) (i32.const 65536))))
        (br_if $fits (i32.eq (memory.grow (i32.const 16)) (i32.const -1)))
        (br $grow)))
      (local.get $at))
    (func (export "echo") (param i32 i32) (result i32)
      (i32.store (i32.const 0) (local.get 0))
      (i32.store (i32.const 4) (local.get 1))
      (i32.const 0)))
  (core instance $i (instantiate $m))
  (func (export "bytes") (param "content" (list u8)) (result (list u8))
    (canon lift (core func $i "echo") (memory (core memory $i "memory")) (realloc (core func $i "realloc"))))
  (func (export "words") (param "content" (list u16)) (result (list u16))
    (canon lift (core func $i "echo") (memory (core memory $i "memory")) (realloc (core func $i "realloc")))))
"""


class Echo:
    """The component in a store of its own."""

    def __init__(self) -> None:
        own = engine()
        self._component = Component(own, ECHO)
        self.store = Store(own)
        self.store.set_epoch_deadline(10)
        self._instance = Linker(own).instantiate(self.store, self._component)

    def __call__(self, name: str, value: object) -> object:
        index = self._component.get_export_index(name)
        assert index is not None
        function = self._instance.get_func(self.store, index)
        assert isinstance(function, Func)
        result: object = function(self.store, value)
        function.post_return(self.store)
        return result


@pytest.fixture
def echo() -> Iterator[Echo]:
    made = Echo()
    yield made
    made.store.close()


CONTENTS = [b"", b"\0", b"\xff", bytes(range(256)), os.urandom(4_099)]


@pytest.mark.parametrize("content", CONTENTS, ids=len)
def test_bulk_and_own_conversion_agree(echo: Echo, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    pairs = {"own": (values._own_to_c, values._own_from_c), "bulk": (values._to_c, values._from_c)}
    for to_c, _ in pairs.values():
        for _, from_c in pairs.values():
            monkeypatch.setattr(types.ListType, "convert_to_c", to_c)
            monkeypatch.setattr(types.ListType, "convert_from_c", from_c)
            assert echo("bytes", content) == content


def test_large_contents_many_times(echo: Echo) -> None:
    values.move_bytes_in_bulk()
    content = os.urandom(1_000_003)
    for _ in range(5):
        assert echo("bytes", content) == content


def test_other_lists_stay_wasmtimes_own(echo: Echo) -> None:
    values.move_bytes_in_bulk()
    assert echo("words", [1, 65_535]) == [1, 65_535]


@pytest.mark.parametrize(("name", "value"), [("bytes", "text"), ("bytes", [1]), ("bytes", None), ("words", b"\x01")])
def test_a_value_of_another_type_is_refused_as_before(echo: Echo, name: str, value: object) -> None:
    values.move_bytes_in_bulk()
    with pytest.raises(TypeError):
        echo(name, value)


def test_records_are_read_by_the_names_of_the_interface() -> None:
    made = values.record(node_id="n", counter=1)
    assert (values.field(made, "node-id"), values.field(made, "counter")) == ("n", 1)
