"""The first eight bytes: magic number, version, layer (component model, design/mvp/Binary.md)."""

from app.components.malformed import NotAComponent

PREAMBLE_BYTES = 8
MAGIC = b"\0asm"
COMPONENT = MAGIC + b"\x0d\x00\x01\x00"
MODULE = MAGIC + b"\x01\x00\x00\x00"
_COMPONENT_LAYER = b"\x01\x00"
_TEXT_STARTS = (b"(component", b"(module", b";;", b"(;", b"(")


def check_preamble(content: memoryview) -> None:
    """Raises NotAComponent unless the bytes begin as a component in the format's present version."""
    start = bytes(content[:PREAMBLE_BYTES])
    if start != COMPONENT:
        raise NotAComponent(_reason(start, content))


def _reason(start: bytes, content: memoryview) -> str:
    if not start:
        return "The file is empty. Choose the .wasm file of a built component."
    if start == MODULE:
        return (
            "This is a core WebAssembly module, not a component. "
            "Build it with componentize-py, or wrap it into a component first."
        )
    if start.startswith(MAGIC) and start[6:] == _COMPONENT_LAYER:
        return (
            f"This component is in version {start[4]} of the binary format; only version 13 is read here. "
            "Build it again with componentize-py 0.14.0."
        )
    if start.startswith(MAGIC):
        return "The file begins like WebAssembly, but is cut off or in an unknown version. Build it again."
    if bytes(content[:64]).lstrip().startswith(_TEXT_STARTS):
        return "This is WebAssembly text (.wat), not a component. Translate it first, or build the operator."
    return "This is not WebAssembly: the file does not begin with the bytes 00 61 73 6D. Choose a .wasm file."
