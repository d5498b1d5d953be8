"""Constant expressions: where a data segment lies, and what a global begins as.

Only single instructions followed by ``end`` are read (core specification, "Constant Expressions"); componentize-py
writes no others.
"""

from app.components.cursor import Cursor
from app.components.slimming.reasons import LeftAlone

_I32_CONST = 0x41
_I64_CONST = 0x42
_F32_CONST = 0x43
_F64_CONST = 0x44
_GLOBAL_GET = 0x23
_REF_NULL = 0xD0
_REF_FUNC = 0xD2
_END = 0x0B
_MORE = 0x80
_SIGN = 0x40
_I32_BYTES = 5
_I64_BYTES = 10
_WORD = 1 << 32


def constant(body: Cursor) -> int | None:
    """The next expression's value where it is an ``i32.const``, as an unsigned number; None for another constant.

    LeftAlone for an expression of more than one instruction.
    """
    instruction = body.byte()
    value = _operand(instruction, body)
    if body.byte() != _END:
        raise LeftAlone("a constant is worked out by several instructions")
    return value


def _operand(instruction: int, body: Cursor) -> int | None:
    if instruction == _I32_CONST:
        return _signed(body, _I32_BYTES) % _WORD
    if instruction == _I64_CONST:
        _signed(body, _I64_BYTES)
    elif instruction in {_F32_CONST, _F64_CONST}:
        body.skip(4 if instruction == _F32_CONST else 8)
    elif instruction in {_GLOBAL_GET, _REF_FUNC}:
        body.number()
    elif instruction == _REF_NULL:
        _signed(body, _I32_BYTES)
    else:
        raise LeftAlone(f"a constant begins with the instruction {instruction:#04x}")
    return None


def _signed(body: Cursor, most_bytes: int) -> int:
    value = 0
    for shift in range(0, 7 * most_bytes, 7):
        byte = body.byte()
        value |= (byte & ~_MORE) << shift
        if byte < _MORE:
            return value - (1 << shift + 7) if byte & _SIGN else value
    raise LeftAlone("a constant has too many bytes")
