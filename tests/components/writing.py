"""Writes component bytes by hand, well-formed and not, for tests of the reader."""

from collections.abc import Iterable

COMPONENT = bytes.fromhex("0061736d0d000100")
MODULE = bytes.fromhex("0061736d01000000")

CUSTOM, CORE_MODULE, COMPONENT_SECTION, TYPE, IMPORT, EXPORT = 0, 1, 4, 7, 10, 11
CORE_DATA = 11
INSTANCE = b"\x05\x00"  # an instance of type 0, or the instance with index 0


def number(value: int) -> bytes:
    encoded = b""
    while value > 0x7F:
        encoded += bytes([value & 0x7F | 0x80])
        value >>= 7
    return encoded + bytes([value])


def name(text: str | bytes) -> bytes:
    content = text.encode() if isinstance(text, str) else text
    return number(len(content)) + content


def vector(items: Iterable[bytes]) -> bytes:
    listed = list(items)
    return number(len(listed)) + b"".join(listed)


def section(kind: int, content: bytes) -> bytes:
    return bytes([kind]) + number(len(content)) + content


def custom(title: str, content: bytes = b"") -> bytes:
    return section(CUSTOM, name(title) + content)


def component(*parts: bytes) -> bytes:
    return COMPONENT + b"".join(parts)


def module(*parts: bytes) -> bytes:
    return MODULE + b"".join(parts)


def plain(text: str | bytes) -> bytes:
    return b"\x00" + name(text)


def imports(*names: str) -> bytes:
    return section(IMPORT, vector(plain(each) + INSTANCE for each in names))


def exports(*names: str) -> bytes:
    return section(EXPORT, vector(plain(each) + INSTANCE + b"\x00" for each in names))


def operator() -> bytes:
    """A small component with one of everything the reader looks at."""
    code = module(
        section(CORE_DATA, b"\x01\x00\x41\x00\x0b\x03abc"), custom("name", b"12"), custom(".debug_info", b"dwarf")
    )
    producers = vector([name("processed-by") + vector([name("wit-component") + name("0.216.0")])])
    return component(
        section(TYPE, b"\x01\x42\x00"),
        imports("wasi:cli/exit@0.2.0", "wasm-graph:processor/logger@1.1.0"),
        section(CORE_MODULE, code),
        section(COMPONENT_SECTION, component(exports("process"), custom("producers", b"\x01"))),
        exports("exports", "wasm-graph:processor/map@1.1.0"),
        custom("producers", producers),
    )
