"""A position in borrowed bytes that never passes its end: numbers, names, stretches.

Numbers are LEB128 as in the WebAssembly core specification, section "Values": an unsigned 32-bit number has
at most five bytes, and the fifth carries at most four bits.
"""

from app.components.malformed import broken

_MORE = 0x80
_LAST_SHIFT = 28
_LAST_BITS = 0x0F
# wasmtime refuses names above 100,000 bytes; the longest that an operator's component carries has 54.
_NAME_BYTES = 1_000


class Cursor:
    """Reads ``content`` from ``at`` to ``end`` or raises NotAComponent; ``where`` is for the reason."""

    __slots__ = ("at", "content", "end", "where")

    def __init__(self, content: memoryview, at: int, end: int, where: str) -> None:
        self.content, self.at, self.end, self.where = content, at, end, where

    @property
    def left(self) -> int:
        """Bytes not yet read."""
        return self.end - self.at

    def byte(self) -> int:
        """The next byte."""
        if self.at >= self.end:
            raise broken(self.where, "ends too early")
        value = self.content[self.at]
        self.at += 1
        return value

    def number(self) -> int:
        """The next unsigned 32-bit number."""
        value = 0
        for shift in range(0, _LAST_SHIFT + 1, 7):
            byte = self.byte()
            if shift == _LAST_SHIFT and byte > _LAST_BITS:
                break
            value |= (byte & ~_MORE) << shift
            if byte < _MORE:
                return value
        raise broken(self.where, "holds a number of more than 32 bits")

    def skip(self, size: int) -> int:
        """Leaves ``size`` bytes unread and returns where they began."""
        if size > self.left:
            raise broken(self.where, f"announces {size:,} bytes where {self.left:,} are left")
        start = self.at
        self.at += size
        return start

    def name(self) -> str:
        """The next name: its length, then UTF-8."""
        size = self.number()
        if size > _NAME_BYTES:
            raise broken(self.where, f"holds a name of {size:,} bytes; {_NAME_BYTES:,} are allowed")
        start = self.skip(size)
        try:
            return str(self.content[start : self.at], "utf-8")
        except UnicodeDecodeError:
            raise broken(self.where, "holds a name that is not UTF-8") from None

    def inner(self, size: int, where: str) -> "Cursor":
        """A cursor over the next ``size`` bytes, which this one leaves behind."""
        start = self.skip(size)
        return Cursor(self.content, start, self.at, where)
