"""The files that were given: as they came, or in a zip file. Nothing is unpacked; each is read when its turn comes."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from app.payloads.reading.bounds import MOST_ENTRIES, MOST_UNPACKED
from app.payloads.reading.findings import Bad, Findings, shown
from app.payloads.reading.paths import checked, is_litter, natural

PASTED = ""  # the path of what came without a name
_KNOWN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_TOO_LARGE = f"The files in it have more than {MOST_UNPACKED >> 20:,} MiB together. Give them in parts."


class Source(Protocol):
    """Files by path. ``paths`` are in the order in which people read them; ``hidden`` says how many are left out."""

    paths: list[str]
    hidden: int

    def open(self, path: str, /) -> AbstractContextManager[BinaryIO]:
        """The file, for reading from its beginning; Bad where it is damaged, then or while it is read."""


class Pasted:
    """What came without a name."""

    def __init__(self, at: str) -> None:
        self._at = Path(at)
        self.paths = [PASTED]
        self.hidden = 0

    @contextmanager
    def open(self, _path: str) -> Iterator[BinaryIO]:
        """The only one."""
        with self._at.open("rb") as file:
            yield file


class Given:
    """Files as they lie on the disk: path as it was given, and where its content is."""

    def __init__(self, files: Mapping[str, str], findings: Findings) -> None:
        self._files: dict[str, str] = {}
        for name, at in files.items():
            with findings.gathering():
                self._files[checked(name)] = at
        self.paths = _sorted(self._files)
        self.hidden = len(self._files) - len(self.paths)

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        """The file."""
        with Path(self._files[path]).open("rb") as file:
            yield file


class Zipped:
    """The files of a zip file. What it says of their sizes is believed, since no more than that is read of any."""

    def __init__(self, at: str, name: str, findings: Findings) -> None:
        self._name = name
        with _whole(name):
            self._archive = zipfile.ZipFile(at)
        entries = [entry for entry in self._archive.infolist() if not entry.filename.endswith("/")]
        self._refuse_too_much(entries)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            with findings.gathering():
                self._take(entry)
        self.paths = _sorted(self._entries)
        self.hidden = len(self._entries) - len(self.paths)

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        """The file."""
        with _whole(path), self._archive.open(self._entries[path]) as file:
            yield cast(BinaryIO, file)

    def _refuse_too_much(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MOST_ENTRIES:
            raise Bad(self._name, None, f"It has more than {MOST_ENTRIES:,} files. Give them in parts.")
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise Bad(self._name, None, _TOO_LARGE)

    def _take(self, entry: zipfile.ZipInfo) -> None:
        path = checked(entry.orig_filename)  # as it is written: zipfile cuts at a zero byte
        if (kind := stat.S_IFMT(entry.external_attr >> 16)) and kind != stat.S_IFREG:
            raise Bad(path, None, "This is a link or a device, not a file. Put the file itself into the zip file.")
        if entry.flag_bits & _ENCRYPTED:
            raise Bad(path, None, "This file is encrypted. Make the zip file without a password.")
        if entry.compress_type not in _KNOWN:
            raise Bad(path, None, "This file is packed in a way that is not read. Make the zip file with deflate.")
        if path in self._entries:
            raise Bad(path, None, "The zip file has this file twice. Make it anew.")
        self._entries[path] = entry


def read(source: Source, path: str, most: int) -> bytes:
    """A whole file; Bad where it has more than ``most`` bytes."""
    with source.open(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Bad(path, None, f"This file has more than the {most:,} bytes that are read of its kind.")
    return content


@contextmanager
def _whole(path: str) -> Iterator[None]:
    """Bad where a zip file, or one of its files, cannot be read."""
    try:
        yield
    except _DAMAGE as error:
        reason = shown(str(error)) or "it ends too early"
        raise Bad(path, None, f"This is damaged, or no zip file ({reason}). Make it anew.") from None


def _sorted(paths: Mapping[str, object]) -> list[str]:
    return sorted((path for path in paths if not is_litter(path)), key=natural)
