"""Throw-away folders that are gone afterwards, whatever happened in them."""

import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kit.ids import new_id


@contextmanager
def throw_away(parent: Path) -> Iterator[Path]:
    """A new private folder below ``parent``, removed with all it holds when the block ends."""
    folder = parent / new_id()
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def regular(path: Path) -> Path:
    """The same path, if a plain file lies there: a child may have left a link that leads elsewhere. Raises OSError."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise OSError(f"{path.name} is no plain file")
    return path


def clear(folder: Path) -> None:
    """Remove what an earlier process left behind."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
