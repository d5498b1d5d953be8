import tracemalloc

import pytest
import wasmtime
from hypothesis import given
from hypothesis import strategies as st

from app.components.reader import NotAComponent, inspect
from tests.components import writing as w

OPERATOR = w.operator()


def reason(content: bytes) -> str:
    with pytest.raises(NotAComponent) as caught:
        inspect(content)
    return caught.value.reason


def test_names_sizes_and_tools_of_a_component() -> None:
    report = inspect(OPERATOR)

    assert report.size == len(OPERATOR)
    assert report.imports == ("wasi:cli/exit@0.2.0", "wasm-graph:processor/logger@1.1.0")
    assert report.exports == ("exports", "wasm-graph:processor/map@1.1.0")
    assert report.package == "wasm-graph:processor@1.1.0"
    assert report.producers == {"processed-by": [("wit-component", "0.216.0")]}
    assert report.sections["core-module"] == 1
    assert report.sections["custom"] == 4


def test_sizes_count_section_contents() -> None:
    report = inspect(OPERATOR)

    assert report.data_bytes == 9
    assert report.name_bytes == len(w.name("name") + b"12")
    assert report.debug_bytes == len(w.name(".debug_info") + b"dwarf")
    assert report.name_bytes + report.debug_bytes < report.custom_bytes < report.size
    assert report.core_module_bytes + report.nested_component_bytes < report.size


def test_names_of_nested_components_are_not_the_components_own() -> None:
    nested = w.section(w.COMPONENT_SECTION, w.component(w.imports("a:b/inner"), w.exports("a:b/inner")))

    report = inspect(w.component(nested, w.exports("a:b/outer")))

    assert (report.imports, report.exports) == ((), ("a:b/outer",))


def test_modules_inside_nested_components_count_once() -> None:
    inner = w.module(w.custom("x", b"0123456789"))
    nested = w.section(w.COMPONENT_SECTION, w.component(w.section(w.CORE_MODULE, inner)))

    report = inspect(w.component(nested))

    assert report.core_module_bytes == len(inner)
    assert report.sections == {"component": 1, "core-module": 1, "custom": 1}


WAT_NAMES = {
    '(component (import "wasi:cli/exit@0.2.0" (instance)))': "wasi:cli/exit@0.2.0",
    '(component (import "a:b/c@0.2" (versionsuffix ".1") (instance)))': "a:b/c@0.2.1",
    '(component (import "a" (implements "a:b/c") (instance)))': "a",
    '(component (import "a" (implements "a:b/c") (external-id "x") (instance)))': "a",
    '(component (import "f" (func (param "n" u32))))': "f",
    '(component (import "r" (type (sub resource))))': "r",
    '(component (type $t u32) (import "t" (type (eq $t))))': "t",
    '(component (import "m" (core module)))': "m",
    '(component (import "c" (component)))': "c",
}


@pytest.mark.parametrize("text", WAT_NAMES)
def test_import_names_as_wasmtime_writes_them(text: str) -> None:
    assert inspect(bytes(wasmtime.wat2wasm(text))).imports == (WAT_NAMES[text],)


def test_exports_as_wasmtime_writes_them() -> None:
    text = """
        (component
          (core module $m (func (export "f")))
          (core instance $i (instantiate $m))
          (func $f (canon lift (core func $i "f")))
          (instance $typed (export "f" (func $f)))
          (export "f" (func $f))
          (export "m" (core module $m))
          (export "a:b/c@1.0.0" (instance $typed) (instance (export "f" (func)))))"""

    report = inspect(bytes(wasmtime.wat2wasm(text)))

    assert report.exports == ("f", "m", "a:b/c@1.0.0")
    assert report.package == "a:b@1.0.0"


def test_exports_of_two_packages_belong_to_none() -> None:
    assert inspect(w.component(w.exports("a:b/c@1.0.0", "a:d/c@1.0.0"))).package is None


def test_an_empty_component_is_one() -> None:
    assert inspect(w.component()).exports == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\0as", "not WebAssembly"),
        (b"\0asm", "cut off"),
        (b"\0asm\x0d\0\1", "cut off"),
        (b"\0asm\x0a\0\1\0", "version 10"),
        (w.MODULE, "core WebAssembly module"),
        (b"(component)", "text (.wat)"),
        (b"\n  ;; comment\n(module)", "text (.wat)"),
        (b"PK\x03\x04 an archive", "not WebAssembly"),
        (b"print('hello')", "not WebAssembly"),
        (b"\xff" * 100, "not WebAssembly"),
    ],
)
def test_what_is_no_component_is_named(content: bytes, said: str) -> None:
    assert said in reason(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (w.component(b"\x00"), "ends too early"),
        (w.component(b"\x00\xff\xff\xff\xff\x0f"), "announces 4,294,967,295 bytes"),
        (w.component(b"\x00\x80\x80\x80\x80\x80\x00"), "more than 32 bits"),
        (w.component(b"\x00\xff\xff\xff\xff\x1f"), "more than 32 bits"),
        (w.component(b"\x0d\x00"), "unknown kind 13"),
        (w.component(w.section(w.CORE_MODULE, b"")), "announces 8 bytes where 0 are left"),
        (w.component(w.section(w.CORE_MODULE, w.COMPONENT)), "nested core-module does not begin as one"),
        (w.component(w.section(w.COMPONENT_SECTION, w.MODULE)), "nested component does not begin as one"),
        (w.component(w.section(w.CORE_MODULE, w.module(b"\x00\x05"))), "announces 5 bytes"),
        (w.component(w.section(w.IMPORT, b"\xff\xff\x03")), "announces 65,535 names"),
        (w.component(w.section(w.IMPORT, b"\x01\x03\x01a\x05\x00")), "unknown form 3"),
        (w.component(w.section(w.IMPORT, b"\x01\x00\x01a\x09\x00")), "unknown sort 9"),
        (w.component(w.section(w.IMPORT, b"\x01" + w.plain(b"\xc3\x28") + w.INSTANCE)), "not UTF-8"),
        (w.component(w.section(w.IMPORT, b"\x01" + w.plain("a" * 1_001) + w.INSTANCE)), "name of 1,001 bytes"),
        (w.component(w.section(w.IMPORT, b"\x00spare")), "5 bytes too many"),
        (w.component(w.section(w.EXPORT, b"\x01\x00\x01a\x05")), "ends too early"),
        (w.component(w.section(w.IMPORT, b"\x01\x02\x01a\xff\x01")), "announces 255 names"),
        (w.component(w.section(w.IMPORT, b"\x01\x00\x01v\x02\x01" + b"\x80" * 9)), "more than 33 bits"),
        (w.component(w.section(w.CUSTOM, b"\x05abc")), "announces 5 bytes where 3 are left"),
    ],
)
def test_damage_is_named(content: bytes, said: str) -> None:
    assert said in reason(content)


def test_every_truncation_is_refused_or_a_whole_component() -> None:
    """A cut at a section's edge leaves a valid file; any other cut must be noticed."""
    whole = [cut for cut in range(len(OPERATOR)) if not _refused(OPERATOR[:cut])]

    assert len(whole) == 6  # before each of the six sections
    assert whole[0] == len(w.COMPONENT)


def _refused(content: bytes) -> bool:
    try:
        inspect(content)
    except NotAComponent:
        return True
    return False


def test_damaged_producers_are_no_reason_to_refuse() -> None:
    assert inspect(w.component(w.custom("producers", b"\xff\xff\xff\xff\x0f\x01"))).producers == {}


def test_only_the_first_producers_section_is_read() -> None:
    first, second = (w.vector([w.name("language") + w.vector([w.name(tool) + w.name("1")])]) for tool in ("a", "b"))

    report = inspect(w.component(w.custom("producers", first), w.custom("producers", second)))

    assert report.producers == {"language": [("a", "1")]}


def test_deep_nesting_stops_at_a_limit() -> None:
    content = w.component()
    for _ in range(2_000):
        content = w.component(w.section(w.COMPONENT_SECTION, content))

    assert "nested more than 32 levels" in reason(content)


def test_a_million_tiny_sections_stop_at_a_limit() -> None:
    assert "more than 20,000 sections" in reason(w.component(w.custom("") * 1_000_000))


def test_names_over_many_sections_stop_at_a_limit() -> None:
    content = w.component(*[w.imports(*[f"n{index}" for index in range(1_000)])] * 12)

    assert "10,000 imports and exports" in reason(content)


def test_large_sections_are_not_copied() -> None:
    content = w.component(w.section(w.CORE_MODULE, w.module(w.custom(".debug_info", bytes(8_000_000)))))
    tracemalloc.start()
    try:
        report = inspect(content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert report.debug_bytes > 8_000_000
    assert peak < 500_000


@given(st.binary(max_size=400))
def test_any_bytes_are_a_component_or_refused(content: bytes) -> None:
    for start in (b"", w.COMPONENT):
        _refused(start + content)


@given(st.data())
def test_any_mutation_is_a_component_or_refused(data: st.DataObject) -> None:
    content = bytearray(OPERATOR)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        length = data.draw(st.integers(0, 3))
        content[at : at + length] = data.draw(st.binary(max_size=4))
        content = content or bytearray(b"\0")

    _refused(bytes(content))
