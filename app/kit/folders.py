"""Throw-away folders that are gone afterwards, whatever happened in them."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kit.ids import new_id

BLOCK_BYTES = 512  # the unit of st_blocks, whatever the file system's own (POSIX, sys/stat.h)


@contextmanager
def throw_away(parent: Path) -> Iterator[Path]:
    """A new private folder below ``parent``, removed with all it holds when the block ends."""
    folder = parent / new_id()
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def holds_more(folder: Path, most_bytes: int, most_entries: int) -> bool:
    """Whether a folder that somebody else is writing to holds more than this; looks no further than it must."""
    entries = size = 0
    for place, folders, files in os.walk(folder):
        entries += len(folders) + len(files)
        size += sum(_size(os.path.join(place, name)) for name in files)  # noqa: PTH118 - thousands of them, every second
        if entries > most_entries or size > most_bytes:
            return True
    return False


def _size(path: str) -> int:
    try:
        return os.lstat(path).st_blocks * BLOCK_BYTES
    except OSError:
        return 0  # gone since it was listed


def regular(path: Path) -> Path:
    """The same path, if a plain file lies there: a child may have left a link that leads elsewhere. Raises OSError."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(f"{path.name} is no plain file")
    return path


def clear(folder: Path) -> None:
    """Remove what an earlier process left behind."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)  # what could not be removed, or a link, is no reason to stop
