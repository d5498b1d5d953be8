"""Copying a share, as pages and API both do it: fetched or uploaded, read behind the walls, then stored at once."""

from collections.abc import Iterable
from pathlib import Path

from app.db.session import unit_of_work
from app.http.studio import Studio
from app.payloads.limits import Limits
from app.payloads.reading.how import Format, How
from app.payloads.reading.upload import Upload
from app.sharing.copies import Copied, Wanted, copied
from app.sharing.fetching import fetched
from app.sharing.links import share_link

_CHUNK = 1 << 20


def copy_by_link(studio: Studio, text: str, wanted: Wanted) -> Copied:
    """Errors of ``share_link``, ``fetched`` and ``copied``. No unit of work is open while the network answers."""
    link = share_link(text, studio.settings.share_hosts)
    with fetched(studio.settings, link) as file:
        return copy_of(studio, _chunks(file), wanted)


def copy_of(studio: Studio, chunks: Iterable[bytes], wanted: Wanted) -> Copied:
    """The same of a file that somebody has."""
    with studio.reader.upload() as upload:
        upload.add("", chunks)
        return copy_upload(studio, upload, wanted)


def copy_upload(studio: Studio, upload: Upload, wanted: Wanted) -> Copied:
    """The same of one that was taken already."""
    how = How(Format.ZIP)
    with studio.reader.read(upload, how) as read, unit_of_work(studio.engine) as session:
        return copied(session, studio.blobs, read, Limits.of(studio.settings), wanted)


def _chunks(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
