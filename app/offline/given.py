"""The collection of a test: its files read in a child, and kept for as long as the test lasts."""

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from app.db.models import Collection
from app.db.session import unit_of_work
from app.kit.text import printable
from app.offline.around import Around
from app.offline.unusable import Unusable
from app.payloads import cases, collections
from app.payloads.limits import Limits
from app.payloads.reading.bounds import MOST_GIVEN, Bounds
from app.payloads.reading.reader import Read, Reader
from app.payloads.reading.upload import Upload
from app.payloads.writing.zips import zip_pieces
from app.settings import Settings

_CHUNK = 1 << 20
_MOST_NAME = 100
_NAME = "collection"


def taken_in(around: Around, files: Path, say: Callable[[str], None]) -> Collection:
    """The collection of a file or a folder. Unusable, with every problem on a line of its own, where it is none."""
    if not files.exists():
        raise Unusable(f"There is no {files}. Name a collection's file or folder.")
    reader = Reader(around.settings.import_dir.absolute(), _bounds(around.settings))
    try:
        with reader.upload() as upload:
            _bring(upload, files)
            with reader.read(upload) as read:
                return _kept(around, read, files, say)
    except OSError as error:
        raise Unusable(f"{error.filename or files} cannot be read: {error.strerror}.") from error
    finally:
        reader.close()


def _bounds(settings: Settings) -> Bounds:
    return Bounds(settings.collection_max_cases, settings.case_max_bytes, settings.run_time_limit_ms)


def _bring(upload: Upload, files: Path) -> None:
    """A folder of very many files is brought as one zip file."""
    if files.is_dir() and len(list(islice(_inside(files), MOST_GIVEN + 1))) > MOST_GIVEN:
        upload.add(
            f"{_NAME}.zip", zip_pieces((path.relative_to(files).as_posix(), _pieces(path)) for path in _inside(files))
        )
    else:
        upload.copy(files)


def _inside(folder: Path) -> Iterator[Path]:
    """Its plain files, those in hidden folders left out, as ``Upload.copy`` takes them."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (Path(place, name) for name in sorted(names))
        yield from (path for path in paths if path.is_file() and not path.is_symlink())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(_CHUNK), b"")


def _kept(around: Around, read: Read, files: Path, say: Callable[[str], None]) -> Collection:
    if read.problems:
        lines = "\n".join(printable(str(problem)) for problem in read.problems)
        raise Unusable(f"{files} cannot be tested:\n{lines}")
    for note in read.notes:
        say(note)
    with unit_of_work(around.engine) as session:
        name = read.name or files.resolve().stem[:_MOST_NAME] or _NAME
        collection = collections.create(session, name, read.description or "", read.settings)
        cases.add(session, around.blobs, collection, read.cases(), limits=Limits.of(around.settings))
        session.flush()
        session.refresh(collection)
        session.expunge(collection)
    return collection
