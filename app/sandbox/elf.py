"""Which loader a program is started through: what the kernel itself executes first.

The layout of a 64-bit file of the machine's own byte order is that of elf(5).
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

_MAGIC = b"\x7fELF\x02"  # ELFCLASS64
_HEADER = struct.Struct("=16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("=IIQQQQQQ")
_PT_INTERP = 3


@cache
def interpreter(program: Path) -> Path | None:
    """The path that the program names for its loader; None where it needs none, or is no 64-bit ELF file. OSError where
    it cannot be read.
    """
    with program.open("rb") as file:
        start = file.read(_HEADER.size)
        if len(start) < _HEADER.size or not start.startswith(_MAGIC):
            return None
        table, size, count = (_HEADER.unpack(start)[place] for place in (5, 9, 10))
        if size != _SEGMENT.size:
            return None
        file.seek(table)
        for kind, _, offset, _, _, length, _, _ in _SEGMENT.iter_unpack(file.read(size * count)):
            if kind == _PT_INTERP:
                file.seek(offset)
                return Path(file.read(length).rstrip(b"\0").decode())
    return None
