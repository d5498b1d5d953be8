"""Writing LEB128 numbers (WebAssembly core specification, "Values"), always in their shortest form."""

_MORE = 0x80
_LOW = 0x7F
_SIGN = 0x40
_WORD = 1 << 32


def unsigned(value: int) -> bytes:
    """An unsigned number."""
    encoded = bytearray()
    while value > _LOW:
        encoded.append(value & _LOW | _MORE)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def address(value: int) -> bytes:
    """An address below 4 GiB as the operand of ``i32.const``, whose numbers are signed."""
    left = value - _WORD if value >= _WORD >> 1 else value
    encoded = bytearray()
    while not -_SIGN <= left < _SIGN:
        encoded.append(left & _LOW | _MORE)
        left >>= 7
    encoded.append(left & _LOW)
    return bytes(encoded)
