"""What can be said about a file that is no text."""

from dataclasses import dataclass

from app.web.contents import hexdump

MOST_PREVIEW = 1_000_000  # bytes
MOST_HEX = 512
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "PNG picture"),
    (b"\xff\xd8\xff", "image/jpeg", "JPEG picture"),
    (b"GIF87a", "image/gif", "GIF picture"),
    (b"GIF89a", "image/gif", "GIF picture"),
    (b"PK\x03\x04", None, "Zip archive"),
    (b"\x1f\x8b", None, "Gzip archive"),
    (b"\0asm", None, "WebAssembly"),
    (b"%PDF-", None, "PDF document"),
    (b"SQLite format 3\0", None, "SQLite database"),
)


@dataclass(frozen=True)
class Binary:
    """What it seems to be, whether a browser may show it as a picture, and how it begins."""

    kind: str
    is_picture: bool
    begins: str


def described(data: bytes) -> Binary:
    """What the page tells about these bytes."""
    return Binary(_kind(data), picture_type(data) is not None, hexdump(data[:MOST_HEX]))


def picture_type(data: bytes) -> str | None:
    """The media type of a picture that is shown, by how it begins; None for all else and for large ones."""
    if len(data) > MOST_PREVIEW:
        return None
    if _is_webp(data):
        return "image/webp"
    return next((media_type for start, media_type, _ in _BEGINNINGS if data.startswith(start)), None)


def _kind(data: bytes) -> str:
    if _is_webp(data):
        return "WebP picture"
    return next((words for start, _, words in _BEGINNINGS if data.startswith(start)), "Binary data")


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
