"""A zip file made and sent at once: no more of it is held than the piece that is being written."""

import io
import zipfile
from collections.abc import Generator, Iterable
from typing import Any

from app.kit.archives import EPOCH

PIECE_BYTES = 64 * 1024
_READABLE = 0o644 << 16  # the file's mode, where Unix programs look for it


class _Outlet(io.RawIOBase):
    """Takes what a ZipFile writes; it can neither be read nor wound back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.waiting = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self.waiting += len(piece)
        return len(piece)

    def take(self) -> bytes:
        """What has been written since the last time."""
        taken, self._pieces, self.waiting = b"".join(self._pieces), [], 0
        return taken


def zip_pieces(files: Iterable[tuple[str, Iterable[bytes]]]) -> Generator[bytes, None, None]:
    """The bytes of a zip file with these files, of which each comes in pieces; the same bytes for the same files."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:
        for name, pieces in files:
            # How long it becomes is not known before its end, and may be more than 2 GiB.
            with archive.open(_info(name), "w", force_zip64=True) as entry:
                for piece in pieces:
                    entry.write(piece)
                    if outlet.waiting >= PIECE_BYTES:
                        yield outlet.take()
    yield outlet.take()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = _READABLE
    return info
