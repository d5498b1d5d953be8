"""How the content of each kind of value lies in its 24 bytes.

``FORMATS`` are struct codes for all 24: the number itself; size and address of strings, lists, flags and of an enum's
text; the address alone where the type tells the rest; size and address of a variant's tag, the address of its payload.
"""

from functools import cache
from struct import Struct

from wasmtime import _ffi

from app.sandbox.values import shapes
from app.sandbox.values.native import BODY
from app.sandbox.values.shapes import Shape

FORMATS = {
    "bool": "?23x",
    "s8": "b23x",
    "u8": "B23x",
    "s16": "h22x",
    "u16": "H22x",
    "s32": "i20x",
    "u32": "I20x",
    "s64": "q16x",
    "u64": "Q16x",
    "f32": "f20x",
    "f64": "d16x",
    "char": "I20x",
    "string": "QQ8x",
    "list": "QQ8x",
    "record": "8xQ8x",
    "tuple": "8xQ8x",
    "enum": "QQ8x",
    "flags": "QQ8x",
    "variant": "QQQ",
    "result": "?7xQ8x",
    "option": "Q16x",
    "resource": "Q16x",
}

_NAME = Struct("<QQ")
_kept: list[bytes] = []


@cache
def name_of(name: str) -> bytes:
    """Size and address of a name that a type declares; its text stays for good."""
    text = name.encode()
    _kept.append(text)
    return _NAME.pack(len(text), id(text) + BODY)


def kind(shape: Shape) -> bytes:
    """The first 8 bytes of a value of a shape."""
    number: int = getattr(_ffi, f"WASMTIME_COMPONENT_{word(shape).upper()}").value
    return number.to_bytes(8, "little")


def word(shape: Shape) -> str:
    """A shape's kind by its name in the C API and in FORMATS."""
    return shape.name if isinstance(shape, shapes.Scalar) else _KINDS[type(shape)]


_KINDS = {
    shapes.List: "list",
    shapes.Record: "record",
    shapes.Tuple: "tuple",
    shapes.Variant: "variant",
    shapes.Enum: "enum",
    shapes.Option: "option",
    shapes.Result: "result",
    shapes.Flags: "flags",
    shapes.Handle: "resource",
}
