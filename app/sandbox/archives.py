"""Unpacked packages of one child: the zip files of the last few runs, the least recently used dropped first."""

from __future__ import annotations

import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.sandbox.refused import PACKAGES, Refused
from app.sandbox.wasi.tree import MAX_PATH

MOST_ARCHIVES = 3
MOST_BYTES = 128 << 20  # of the files of all that are kept
_MOST_UNPACKED = 512 << 20  # bytes of one archive: more than the settings let in
_MOST_SHOWN = 100

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class _Unpacked:
    """``stamp`` tells the zip file from another one that takes its place."""

    files: Files
    size: int
    stamp: tuple[int, int, int]


class Archives:
    """Files by the path of their zip file."""

    def __init__(self, most: int = MOST_ARCHIVES, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._kept: OrderedDict[str, _Unpacked] = OrderedDict()

    def get(self, path: str) -> Files:
        """Content by path, unpacked now if need be; Refused for an archive that is damaged, too large, or has something
        that is no file of a package."""
        try:
            stamp = _stamp(path)
            found = self._kept.pop(path, None)
            if found is None or found.stamp != stamp:
                found = _unpacked(path, stamp)
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise _refused(f"their archive cannot be read ({error})") from error
        self._kept[path] = found
        self._make_room()
        return found.files

    def __len__(self) -> int:
        return len(self._kept)

    def _make_room(self) -> None:
        """One that is too large by itself is not kept at all."""
        while self._kept and (len(self._kept) > self._most or self._bytes() > self._most_bytes):
            self._kept.popitem(last=False)

    def _bytes(self) -> int:
        return sum(unpacked.size for unpacked in self._kept.values())


def _stamp(path: str) -> tuple[int, int, int]:
    status = Path(path).stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _unpacked(path: str, stamp: tuple[int, int, int]) -> _Unpacked:
    files: dict[str, bytes] = {}
    for name, content in _members(path):
        if name in files:
            raise _refused(f"their archive has {_shown(name)} twice")
        files[name] = content
    _refuse_files_as_folders(files)
    return _Unpacked(files, sum(map(len, files.values())), stamp)


def _members(path: str) -> Iterator[tuple[str, bytes]]:
    """Every file, within the bound, whatever the archive says of its sizes."""
    left = _MOST_UNPACKED
    with zipfile.ZipFile(path) as opened:
        for member in opened.infolist():
            _refuse_unusual(member.orig_filename)  # as it is written: zipfile cuts at a zero byte
            if not member.is_dir():
                with opened.open(member) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise _refused(f"they take more than {_MOST_UNPACKED:,} bytes")
                yield member.filename, content


def _refuse_unusual(name: str) -> None:
    parts = name.removesuffix("/").split("/")
    if {"", ".", ".."} & {*parts} or "\\" in name or "\0" in name or len(name) > MAX_PATH:
        raise _refused(f"their archive names a file {_shown(name)}, which is no plain path inside it")


def _refuse_files_as_folders(files: Files) -> None:
    for name in files:
        parts = name.split("/")
        if between := next((way for n in range(1, len(parts)) if (way := "/".join(parts[:n])) in files), None):
            raise _refused(f"{_shown(between)} is both a file and a folder in their archive")


def _refused(what: str) -> Refused:
    return Refused(PACKAGES, f"The packages cannot be loaded: {what}.")


def _shown(name: str) -> str:
    return ascii(name if len(name) <= _MOST_SHOWN else name[:_MOST_SHOWN] + "...")
