"""Strings, bytes and tags in wasmtime's memory. What it gives is always valid: known tags, well-formed text."""

from collections.abc import Sequence
from struct import Struct

from app.sandbox.values.code import Code
from app.sandbox.values.native import CONTENT, MEMORY, SIZE

_SHORT = [Struct(f"{size}s").unpack_from for size in range(128)]  # one call where a slice takes three


def text(size: int, address: int) -> str:
    """A string."""
    if size < 128:
        content: bytes = _SHORT[size](MEMORY, address)[0]
        return content.decode()
    return str(MEMORY[address : address + size], "utf-8")


def octets(size: int, address: int) -> bytes:
    """A list<u8>: a byte of each element, at once."""
    return bytes(MEMORY[address + CONTENT : address + size * SIZE : SIZE]) if size else b""


def named(code: Code, names: Sequence[str], size: str, address: str) -> tuple[str, list[int | str]]:
    """How to tell at least effort which of some names is at an address: an expression, and its value for each name.

    Their sizes will do where all differ, or else one letter, or else all of the name.
    """
    sizes = [len(name.encode()) for name in names]
    if len(set(sizes)) == len(names):
        return size, list(sizes)
    for position in range(min(sizes)):
        letters = [name.encode()[position] for name in names]
        if len(set(letters)) == len(names):
            return f"{code.constant(MEMORY)}[{address} + {position}]", list(letters)
    return f"{code.constant(text)}({size}, {address})", list(names)
