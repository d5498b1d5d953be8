"""What somebody gives, on its way to the child: each file under a number, so that no name from outside is a path."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

from app.errors import Invalid, LimitExceeded
from app.payloads.reading.bounds import MOST_GIVEN

_CHUNK = 1 << 20


class Taken:
    """One file on its way; closed at the end of the block, or by ``close``."""

    def __init__(self, path: Path, count: Callable[[int], None]) -> None:
        self._file = path.open("wb")
        self._count = count

    def write(self, chunk: bytes) -> None:
        """Append; LimitExceeded where all files together have too many bytes."""
        self._count(len(chunk))
        self._file.write(chunk)

    def close(self) -> None:
        """It is whole."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Upload:
    """Files in a folder of their own. ``most_bytes`` bounds them together."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder, self._left, self._most = folder, most_bytes, most_bytes
        self._files: dict[str, Path] = {}

    @property
    def files(self) -> list[dict[str, str]]:
        """Name and place of each, as the child is asked."""
        return [{"name": name, "at": str(path)} for name, path in self._files.items()]

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Take a file; the empty name is that of a pasted text. Errors as those of ``file``, and LimitExceeded for too
        many bytes."""
        with self.file(name) as taken:
            for chunk in chunks:
                taken.write(chunk)

    def file(self, name: str) -> Taken:
        """A file that is being taken. LimitExceeded for one too many, Invalid for a name that is there already."""
        if name in self._files:
            raise Invalid("file_twice", f"There are two files of the name {name[:200]}. Give each a name of its own.")
        if len(self._files) >= MOST_GIVEN:
            detail = f"An upload takes at most {MOST_GIVEN:,} files. Put them into a zip file."
            raise LimitExceeded("too_many_given", detail, limit=MOST_GIVEN)
        path = self._folder / str(len(self._files))
        self._files[name] = path
        return Taken(path, self._count)

    def copy(self, source: Path) -> None:
        """Take a file, or all plain files of a folder, under their paths in it; links are passed over."""
        if source.is_file():
            self._copy(source, source.name)
            return
        for place, folders, names in os.walk(source):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(place, name)
                if stat.S_ISREG(path.lstat().st_mode):
                    self._copy(path, path.relative_to(source).as_posix())

    def _copy(self, path: Path, name: str) -> None:
        with path.open("rb") as file:
            self.add(name, iter(lambda: file.read(_CHUNK), b""))

    def _count(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            detail = f"The files have more than {self._most:,} bytes together. Import them in parts."
            raise LimitExceeded("import_too_large", detail, limit=self._most)
