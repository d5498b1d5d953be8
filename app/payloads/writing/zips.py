"""A zip file made and sent at once: no more of it is held than the piece that is being written.

Python's own writer keeps an object for each file until the end, which for tens of thousands of them is more than all
else. Here the list of files at the end (PKWARE's APPNOTE, 4.3.12) is kept as the bytes that it will be, compressed.
"""

import struct
import zlib
from collections.abc import Generator, Iterable
from dataclasses import dataclass, field

from app.kit.archives import EPOCH

PIECE_BYTES = 64 * 1024
MOST_NAME_BYTES = 65_535
_READABLE = 0o100644 << 16  # the file's mode, where Unix programs look for it
_MADE_BY, _VERSION = (3 << 8) | 45, 45  # on Unix; sizes of 64 bits
_FLAGS = 0x0808  # sizes and checksum follow the content; names are UTF-8
_DEFLATED = 8
_MOST_32, _MOST_16 = 0xFFFFFFFF, 0xFFFF
_DATE = (EPOCH[0] - 1980) << 9 | EPOCH[1] << 5 | EPOCH[2]
_TIME = EPOCH[3] << 11 | EPOCH[4] << 5 | EPOCH[5] // 2
_COMMON = (_VERSION, _FLAGS, _DEFLATED, _TIME, _DATE)

_LOCAL = struct.Struct("<4s5H3L2H")
_SIZES = struct.Struct("<2H2Q")
_DESCRIPTOR = struct.Struct("<4sL2Q")
_ENTRY = struct.Struct("<4sH5H3L5H2L")
_ENTRY_SIZES = struct.Struct("<2H3Q")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_END = struct.Struct("<4s4H2LH")


def zip_pieces(files: Iterable[tuple[str, Iterable[bytes]]]) -> Generator[bytes, None, None]:
    """The bytes of a zip file with these files, of which each comes in pieces; the same bytes for the same files."""
    outlet, listed = _Outlet(), _Directory()
    for name, pieces in files:
        offset = outlet.total
        encoded = name.encode()[:MOST_NAME_BYTES]
        outlet.write(_LOCAL.pack(b"PK\3\4", *_COMMON, 0, _MOST_32, _MOST_32, len(encoded), _SIZES.size))
        outlet.write(encoded + _SIZES.pack(1, _SIZES.size - 4, 0, 0))
        content = _Content()
        for piece in pieces:
            outlet.write(content.packed(piece))
            if outlet.waiting >= PIECE_BYTES:
                yield outlet.take()
        outlet.write(content.end())
        outlet.write(_DESCRIPTOR.pack(b"PK\7\x08", content.checksum, content.packed_bytes, content.plain_bytes))
        listed.add(encoded, content, offset)
    start = outlet.total
    for piece in listed.pieces():
        outlet.write(piece)
        if outlet.waiting >= PIECE_BYTES:
            yield outlet.take()
    outlet.write(_end(listed.count, outlet.total - start, start))
    yield outlet.take()


@dataclass
class _Outlet:
    """What has been written and not been taken yet."""

    total: int = 0
    waiting: int = 0
    _pieces: list[bytes] = field(default_factory=list)

    def write(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self.total += len(piece)
        self.waiting += len(piece)

    def take(self) -> bytes:
        """What has been written since the last time."""
        taken, self._pieces, self.waiting = b"".join(self._pieces), [], 0
        return taken


class _Content:
    """One file's bytes on their way, and what is told of them afterwards."""

    def __init__(self) -> None:
        self.checksum = self.plain_bytes = self.packed_bytes = 0
        self._deflate = _deflate()

    def packed(self, piece: bytes) -> bytes:
        self.checksum = zlib.crc32(piece, self.checksum)
        self.plain_bytes += len(piece)
        return self._counted(self._deflate.compress(piece))

    def end(self) -> bytes:
        return self._counted(self._deflate.flush())

    def _counted(self, packed: bytes) -> bytes:
        self.packed_bytes += len(packed)
        return packed


class _Directory:
    """The list of files. Its entries are much alike, so that of each some twenty bytes are kept."""

    def __init__(self) -> None:
        self.count = 0
        self._deflate = _deflate()
        self._kept: list[bytes] = []

    def add(self, name: bytes, content: _Content, offset: int) -> None:
        """Every size has 64 bits in the extra field, whether it needs them or not."""
        self.count += 1
        sizes = _ENTRY_SIZES.pack(1, _ENTRY_SIZES.size - 4, content.plain_bytes, content.packed_bytes, offset)
        told = (content.checksum, _MOST_32, _MOST_32, len(name), len(sizes), 0, 0, 0, _READABLE, _MOST_32)
        self._keep(self._deflate.compress(_ENTRY.pack(b"PK\1\2", _MADE_BY, *_COMMON, *told) + name + sizes))

    def pieces(self) -> Generator[bytes, None, None]:
        """All of it, once."""
        self._keep(self._deflate.flush())
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        for packed in self._kept:
            left = packed
            while left:
                yield inflate.decompress(left, PIECE_BYTES)
                left = inflate.unconsumed_tail
        yield inflate.flush()

    def _keep(self, packed: bytes) -> None:
        if packed:
            self._kept.append(packed)


def _deflate() -> "zlib._Compress":
    return zlib.compressobj(wbits=-zlib.MAX_WBITS)


def _end(count: int, size: int, start: int) -> bytes:
    end_64 = _END_64.pack(b"PK\6\6", _END_64.size - 12, _MADE_BY, _VERSION, 0, 0, count, count, size, start)
    locator = _LOCATOR.pack(b"PK\6\7", 0, start + size, 1)
    few = min(count, _MOST_16)
    return end_64 + locator + _END.pack(b"PK\5\6", 0, 0, few, few, min(size, _MOST_32), min(start, _MOST_32), 0)
