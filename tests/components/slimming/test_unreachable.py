"""Exports and functions that nothing reaches, in components as wasmtime writes them from text."""

import pytest
import wasmtime
from wasmtime.component import Component, Linker

from app.components.cursor import Cursor
from app.components.sections import CORE_MODULE
from app.components.slimming.exports import used_names
from app.components.slimming.functions import empty_unreachable
from app.components.slimming.instructions import functions_named
from app.components.slimming.module import function_exports, has_function_globals, has_plain_tables
from app.components.slimming.reasons import LeftAlone
from app.components.slimming.slim import slim
from app.components.slimming.tree import Part, parse, written
from tests.components import writing as w
from tests.components.slimming.modules import part, within

LINKED = """
(component
  (core module $library
    (func $inner (result i32) i32.const 41)
    (func (export "used") (result i32) call $inner i32.const 1 i32.add)
    (func $lonely (result i32) i32.const 7 drop i32.const 8 drop i32.const 9)
    (func (export "unused") (result i32) call $lonely)
    (func (export "aliased") (result i32) i32.const 5))
  (core module $program
    (import "library" "used" (func $used (result i32)))
    (func (export "run") (result i32) call $used))
  (core instance $made (instantiate $library))
  (core instance $main (instantiate $program (with "library" (instance $made))))
  (alias core export $made "aliased" (core func $aliased))
  (func (export "run") (result u32) (canon lift (core func $main "run")))
  (func (export "aliased") (result u32) (canon lift (core func $aliased))))
"""


def module(text: str) -> Part:
    return part(within(bytes(wasmtime.wat2wasm(f"(module {text})"))))


def names(text: str) -> set[int]:
    code = bytes(
        wasmtime.wat2wasm(f"(module (memory 1) (table 2 funcref) (type $t (func)) (func) (func) (func {text}))")
    )
    section = next(found for found in part(within(code)).parts if found.kind == "core-code")
    body = section.body()
    bodies = [body.inner(body.number(), "a function") for _ in range(body.number())]
    return functions_named(bodies[2])


def call(component: bytes, name: str) -> int:
    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    linker = Linker(engine)
    instance = linker.instantiate(store, Component(engine, component))
    function = instance.get_func(store, name)
    assert function is not None
    return int(function(store))


def test_what_is_used_by_alias_or_by_import_still_works() -> None:
    plain = bytes(wasmtime.wat2wasm(LINKED))
    small, facts = slim(plain)

    assert (call(small, "run"), call(small, "aliased")) == (call(plain, "run"), call(plain, "aliased")) == (42, 5)
    assert b"unused" in plain
    assert b"unused" not in small
    assert facts.unused_bytes > len("unused")


def test_a_module_that_others_may_instantiate_keeps_its_exports() -> None:
    typed = '(component (core type (module (export "f" (func)))) (core module (func (export "f"))))'
    plain = bytes(wasmtime.wat2wasm(typed))

    with pytest.raises(LeftAlone):
        used_names(parse(plain))
    assert function_exports(next(p for p in parse(slim(plain)[0]).all() if p.kind == CORE_MODULE)) == [0]


@pytest.mark.parametrize(
    ("roots", "alive"),
    [
        ('(export "f" (func 1))', {1}),
        ("(start 1)", {1}),
        ("(table 1 funcref) (elem (i32.const 0) 1)", {1}),
        ("(table 1 funcref) (elem func 1)", {1}),
        ("(table 0 funcref) (table 1 funcref) (elem (table 1) (i32.const 0) func 1)", {1}),
        ("(elem declare func 1)", {1}),
        ('(func $top (export "g") call 1)', {1, 2}),
    ],
)
def test_every_way_to_a_function_keeps_it(roots: str, alive: set[int]) -> None:
    found = module(f"(func nop nop nop nop) (func nop nop nop nop) {roots}")
    empty_unreachable(found)

    body = next(inner for inner in found.parts if inner.kind == "core-code").body()
    bodies = [bytes(body.content[body.skip(size) : body.at]) for size in (body.number() for _ in range(body.number()))]
    assert {number for number, code in enumerate(bodies) if code != b"\x00\x00\x0b"} == alive
    wasmtime.Module(wasmtime.Engine(), written(Part(CORE_MODULE, 1, parts=found.parts)))


def test_instructions_between_calls_are_passed_over_by_their_lengths() -> None:
    assert names("call 0 i32.const 0x1010 drop i64.const -0x1010101010 drop call 1") == {0, 1}
    assert names("f64.const 0x1.1011010101010p10 drop f32.const 0x1.10101p4 drop call 1") == {1}
    assert names("block loop br 0 end end i32.const 16 i32.load offset=2064 drop call 1") == {1}
    assert names("block block i32.const 0 br_table 0 1 0 1 end end call 1") == {1}
    assert names("i32.const 0 i32.const 1 i32.const 2 select (result i32) drop ref.func 1 drop") == {1}
    assert names("i32.const 0 i32.const 16 i32.const 16 memory.fill i32.const 0 call_indirect (type $t) call 0") == {0}
    assert names("(local i32 i64 f32 f64) local.get 0 local.set 0 i32.const 1 memory.grow drop return_call 1") == {1}


def test_code_with_instructions_that_are_not_known_stays() -> None:
    text = '(func nop nop nop nop) (func (export "f") v128.const i64x2 0x10 0x10 drop)'
    found = module(text)

    with pytest.raises(LeftAlone, match="0xfd"):
        empty_unreachable(found)
    assert written(Part(CORE_MODULE, 1, parts=found.parts)) == bytes(wasmtime.wat2wasm(f"(module {text})"))


@pytest.mark.parametrize(
    "text",
    [
        "(func) (global funcref (ref.func 0))",
        "(func) (table 1 (ref func) (ref.func 0))",
        "(func) (table 1 funcref) (elem (i32.const 0) funcref (ref.func 0))",
    ],
)
def test_references_that_are_not_read_leave_all_code(text: str) -> None:
    with pytest.raises(LeftAlone):
        empty_unreachable(module(text))


def test_what_globals_and_tables_begin_with_is_told() -> None:
    assert not has_function_globals(module("(global i32 (i32.const 1)) (global f64 (f64.const 1))"))
    assert has_plain_tables(module("(table 1 funcref) (table 1 2 externref)"))


@pytest.mark.parametrize(
    "code",
    [
        b"",
        b"\xff\xff\xff\xff\x0f",
        b"\x00\x10",
        b"\x01\x01\x64\x00\x0b",
        b"\x00\x0e\xff\xff\xff\xff\x0f",
        b"\x00\x41\x80",
    ],
)
def test_code_that_makes_no_sense_ends_the_walk(code: bytes) -> None:
    with pytest.raises((LeftAlone, ValueError)):
        functions_named(Cursor(memoryview(code), 0, len(code), "the test"))


@pytest.mark.parametrize("section", [7, 9, 10])
def test_damaged_sections_leave_the_module_as_it_is(section: int) -> None:
    damaged = within(w.module(w.section(section, b"\xff\xff\xff\xff\x0f")))

    assert slim(damaged)[0] == damaged
