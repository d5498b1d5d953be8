"""Bytes of a file or of a line as an input of a run."""

import base64
import re
import struct

from app.payloads.reading.findings import Bad
from app.payloads.reading.found import Json
from app.payloads.reading.paths import ending, name_of
from app.sandbox.content import as_text

PICTURES = {".raw": "", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_SIZE = re.compile(r"(?:^|[_.\- ])(\d{1,5})x(\d{1,5})(?:[_.\- ]([a-z][a-z0-9]{1,15}))?(?=[_.\- ]|$)")
# Start of frame, each way of coding (ITU-T T.81, table B.1), without those that are tables: C4, C8 and CC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


def message(content: bytes, topic: str = "") -> Json:
    """A message with these bytes as its payload: as text where they are UTF-8, exactly as they came."""
    payload, encoding = as_text(content)
    return {**({"topic": topic} if topic else {}), "payload": payload, "payload_encoding": encoding}


def picture(content: bytes, path: str) -> Json:
    """A snapshot. Format and size stand in a PNG or JPEG itself; for a raw frame they are taken from a name such as
    ``bear_640x480_rgb24.raw``, and are empty and 0 where it does not say. Bad for a name that lies."""
    kind = PICTURES[ending(path)]
    is_png, is_jpeg = content.startswith(_PNG), content.startswith(_JPEG)
    if (kind == "png" and not is_png) or (kind == "jpeg" and not is_jpeg):
        raise Bad(path, None, f"The name says {kind}, but the content is something else. Rename it to what it is.")
    if is_png or is_jpeg:
        width, height = _size_of_png(content, path) if is_png else _size_of_jpeg(content, path)
        return _snapshot("png" if is_png else "jpeg", width, height, content)
    found = _SIZE.search(name_of(path)[: -len(ending(path))].lower())
    width, height, form = (int(found[1]), int(found[2]), found[3] or "") if found else (0, 0, "")
    return _snapshot(form, width, height, content)


def is_measured(snapshot: Json) -> bool:
    """Whether a snapshot has a size."""
    return bool(snapshot["snapshot"]["width"] and snapshot["snapshot"]["height"])


def _snapshot(form: str, width: int, height: int, content: bytes) -> Json:
    frame = base64.b64encode(content).decode()
    about = {"format": form, "width": width, "height": height}
    return {"snapshot": {**about, "frame": frame, "frame_encoding": "base64"}}


def _size_of_png(content: bytes, path: str) -> tuple[int, int]:
    """The first chunk of a PNG has it (PNG specification, 11.2.1)."""
    if content[12:16] != b"IHDR" or len(content) < 24:
        raise Bad(path, None, "This PNG is cut off or damaged: it does not tell its size. Save it anew.")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _size_of_jpeg(content: bytes, path: str) -> tuple[int, int]:
    """The start of frame has it (ITU-T T.81, B.2.2); before that come segments, each with its length."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
        else:
            at += 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    raise Bad(path, None, "This JPEG is cut off or damaged: it does not tell its size. Save it anew.")
