"""The zip file with the packages of one set: kept in the data folder, unpacked into a build's own.

    <data folder>/packages/<64 hex digits of its digest>.zip

A sandboxed child made it, so its names and sizes are looked at before anything is written.
"""

import io
import zipfile
from pathlib import Path, PurePosixPath

from app.kit.digests import digest_of, hex_part
from app.kit.ids import new_id


class BadArchive(ValueError):
    """The zip file is damaged, or has something that is no file of a package."""


def path_of(folder: Path, digest: str) -> Path:
    """Where the archive with this digest lies in the folder of archives, or would lie."""
    return folder / f"{hex_part(digest)}.zip"


def keep(folder: Path, content: bytes) -> str:
    """Store an archive as a whole or not at all; answers its digest."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = digest_of(content)
    draft = folder / f"{new_id()}.part"
    try:
        draft.write_bytes(content)
        draft.rename(path_of(folder, digest))
    finally:
        draft.unlink(missing_ok=True)
    return digest


def unpack(archive: Path, target: Path, most_bytes: int) -> None:
    """Write all files below ``target``, a new folder. BadArchive for damage, a path that leads out, or too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive.read_bytes())) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > most_bytes:
                raise BadArchive("its files are larger than allowed")
            target.mkdir()
            for entry in entries:
                _write(target / _safe(entry.filename), opened.read(entry))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadArchive("it cannot be read") from error


def _safe(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or {"..", "."} & set(path.parts) or "\\" in name or "\0" in name:
        raise BadArchive(f"{name!r} is no path inside it")
    return path


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
