"""Content-addressed blobs over obstore: the same code for a folder, for memory and for S3 or Azure.

A blob lies at ``sha256/<64 hex digits>`` below the storage URL. It is created once and never changed.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from app.errors import Invalid, NotFound
from app.kit.digests import digest_of, hex_part

CHUNK_BYTES = 1024 * 1024


class Blobs:
    """A store of immutable bytes, each addressed by its sha256 digest."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def put(self, content: bytes) -> str:
        """Keep some bytes, once; answers their digest."""
        digest = digest_of(content)
        with suppress(AlreadyExistsError):  # the address is the content: what is there is the same
            obstore.put(self._store, _key(digest), content, mode="create")
        return digest

    def get(self, digest: str) -> bytes:
        """All bytes of a blob; NotFound when it is not there."""
        try:
            return bytes(obstore.get(self._store, _key(digest)).bytes())
        except FileNotFoundError as missing:
            raise _missing(digest) from missing

    def size(self, digest: str) -> int:
        """A blob's size in bytes; NotFound when it is not there."""
        try:
            return int(obstore.head(self._store, _key(digest))["size"])
        except FileNotFoundError as missing:
            raise _missing(digest) from missing

    def read(self, digest: str, start: int, end: int) -> Iterator[bytes]:
        """The bytes from ``start`` up to but not including ``end``, in chunks."""
        for offset in range(start, end, CHUNK_BYTES):
            stop = min(offset + CHUNK_BYTES, end)
            yield bytes(obstore.get_range(self._store, _key(digest), start=offset, end=stop))

    def delete(self, digest: str) -> None:
        """Drop a blob; nothing happens when it is not there."""
        try:
            obstore.delete(self._store, _key(digest))
        except FileNotFoundError:
            return

    def check(self) -> None:
        """Raise unless the storage answers."""
        next(iter(obstore.list(self._store, prefix="sha256", chunk_size=1)), None)


def open_blobs(url: str) -> Blobs:
    """The blobs at a storage URL; a local folder is made, a bucket must exist."""
    parts = urlsplit(url)
    if parts.scheme == "memory":
        return Blobs(MemoryStore())
    if parts.scheme == "file":
        folder = Path(unquote(parts.path))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Blobs(LocalStore(folder))
    if not parts.scheme:
        raise Invalid("storage_url", f"STUDIO_STORAGE_URL is not a URL: {url!r}. Write file:///folder, for example.")
    return Blobs(from_url(url))


def _key(digest: str) -> str:
    return f"sha256/{hex_part(digest)}"


def _missing(digest: str) -> NotFound:
    return NotFound("blob_missing", f"The stored bytes of {digest} are not there any more. Build the component again.")
