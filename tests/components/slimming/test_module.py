import pytest
import wasmtime

from app.components.slimming.module import addresses, memory_bytes
from app.components.slimming.reasons import LeftAlone
from tests.components.slimming.modules import part, within


def module(text: str) -> bytes:
    return within(bytes(wasmtime.wat2wasm(f"(module {text})")))


def test_addresses_are_constants_that_are_exported_by_name() -> None:
    found = addresses(
        part(
            module("""
                (import "env" "f" (func)) (import "env" "g" (global i32)) (import "env" "h" (global (mut i64)))
                (import "env" "t" (table 1 2 funcref))
                (memory 1)
                (global $base i32 (i32.const 70000)) (global $top (mut i32) (i32.const -16))
                (global $wide i64 (i64.const 1))
                (global $other i32 (global.get 0)) (global f64 (f64.const 1))
                (export "__heap_base" (global $base)) (export "top" (global $top)) (export "wide" (global $wide))
                (export "other" (global $other)) (export "given" (global 0)) (export "memory" (memory 0))
            """)
        )
    )

    assert found == {"__heap_base": 70_000, "top": (1 << 32) - 16}


def test_a_module_without_exports_or_globals_names_no_addresses() -> None:
    assert addresses(part(module("(memory 1)"))) == {}
    assert addresses(part(module('(memory 1) (export "m" (memory 0))'))) == {}


def test_the_memory_has_as_many_bytes_as_it_begins_with() -> None:
    assert memory_bytes(part(module("(memory 3)"))) == 3 << 16
    assert memory_bytes(part(module("(memory 3 9)"))) == 3 << 16


@pytest.mark.parametrize(
    "text",
    [
        "",
        '(import "env" "memory" (memory 1))',
        '(import "env" "memory" (memory 1)) (memory 1)',
        "(memory 1) (memory 1)",
        "(memory i64 1)",
        "(memory 1 2 shared)",
        '(import "env" "t" (table i64 1 funcref)) (memory 1)',
        '(import "env" "e" (tag)) (memory 1)',
        '(import "env" "g" (global (ref null 0))) (type (func)) (memory 1)',
    ],
)
def test_another_kind_of_memory_or_what_is_not_known_is_left_alone(text: str) -> None:
    with pytest.raises(LeftAlone):
        memory_bytes(part(module(text)))
