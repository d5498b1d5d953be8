"""What an operator returned, as a person reads it: JSON set out, text, or bytes in hexadecimal; always bounded."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.kit.text import printable

MOST_CHARACTERS = 20_000
MOST_HEX_BYTES = 2_048
MOST_JSON_CHARACTERS = 1_000_000
_ROW = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# The members of an output that hold its content and the content's encoding (docs/api.md).
_MEMBERS = {
    "message": ("payload", "payload_encoding"),
    "snapshot": ("frame", "frame_encoding"),
    "bytes": ("bytes", "encoding"),
}


@dataclass(frozen=True)
class Content:
    """``size`` in bytes; ``pretty`` is None where it is no JSON, ``text`` None where it is no text; ``cut`` tells
    that only the beginning is in here."""

    size: int
    pretty: str | None
    text: str | None
    hexadecimal: str
    cut: bool


def output_content(output: Mapping[str, Any]) -> Content:
    """The content of an output: a message's payload, a snapshot's frame, or the bytes themselves."""
    content, encoding = _MEMBERS[output["variant"]]
    return content_of(output[content], output[encoding])


def content_of(written: str, encoding: str) -> Content:
    """A content by its encoding, ``text`` or ``base64``."""
    data = written.encode(errors="replace") if encoding == "text" else _decoded(written)
    text = printable(written) if encoding == "text" else None
    pretty = _pretty(written) if encoding == "text" else None
    longest = max(len(text or ""), len(pretty or ""))
    return Content(
        size=len(data),
        pretty=None if pretty is None else pretty[:MOST_CHARACTERS],
        text=None if text is None else text[:MOST_CHARACTERS],
        hexadecimal=hexdump(data[:MOST_HEX_BYTES]),
        cut=longest > MOST_CHARACTERS or (text is None and len(data) > MOST_HEX_BYTES),
    )


def hexdump(data: bytes) -> str:
    """Rows of sixteen bytes: offset, hexadecimal digits, and the characters where they are printable ASCII."""
    return "\n".join(_row(data[start : start + _ROW], start) for start in range(0, len(data), _ROW))


def clock(time: Mapping[str, Any]) -> str:
    """A logical time as an RFC 3339 text; as seconds where it lies beyond the calendar."""
    try:
        moment = _EPOCH + timedelta(seconds=time["secs"])
    except OverflowError:
        return f"{time['secs']} seconds after 1970"
    fraction = f".{time['nanos']:09d}".rstrip("0") if time["nanos"] else ""
    return f"{moment:%Y-%m-%dT%H:%M:%S}{fraction}Z"


def printable_text(text: str) -> str:
    """Text from outside without control characters and without what UTF-8 cannot carry."""
    return printable(text.encode(errors="replace").decode())


def _pretty(written: str) -> str | None:
    """JSON objects and lists, indented. A name given twice or a number's spelling is only to be seen in the text."""
    if len(written) > MOST_JSON_CHARACTERS or not written.lstrip().startswith(("{", "[")):
        return None
    try:
        document = json.loads(written)
        return printable_text(json.dumps(document, indent=2, ensure_ascii=False))
    except (ValueError, RecursionError):
        return None


def _decoded(written: str) -> bytes:
    try:
        return base64.b64decode(written)
    except binascii.Error:
        return b""


def _row(row: bytes, start: int) -> str:
    shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
    return f"{start:08x}  {row.hex(' '):<{_ROW * 3 - 1}}  {shown}"
