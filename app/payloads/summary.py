"""The beginning of what a case feeds to an operator: enough to know it again in a list."""

from collections.abc import Sequence
from typing import Any

from app.kit.text import truncate

Json = dict[str, Any]

MOST = 200
_READ = 4 * MOST  # characters that are looked at: space is drawn together


def summary(messages: Sequence[Json]) -> str:
    """One printable line of at most 200 characters about inputs that were checked."""
    first = messages[0]
    if "messages" in first:
        return _shown(first["messages"][0]) if first["messages"] else "no messages"
    return _shown(first)


def _shown(value: Json) -> str:
    if "snapshot" in value:
        return _snapshot(value["snapshot"])
    if "bytes" in value:
        return _content(value["bytes"], value.get("encoding", "text"))
    return _content(value.get("payload", ""), value.get("payload_encoding", "text"))


def _snapshot(frame: Json) -> str:
    size = f"{frame.get('width', 0)} × {frame.get('height', 0)}"
    told = f"{frame.get('format', '')} snapshot, {size}, {_bytes(frame.get('frame', ''), frame.get('frame_encoding'))}"
    return _line(told)


def _content(written: str, encoding: str) -> str:
    return _line(written) if encoding == "text" else _bytes(written, encoding)


def _bytes(written: str, encoding: str | None) -> str:
    """How many bytes these are, without decoding them. Text counts as UTF-8."""
    if encoding == "base64":
        count = len(written.rstrip("=")) * 3 // 4
    else:
        count = len(written) // 2 if encoding == "hex" else len(written.encode())
    return f"{count:,} bytes"


def _line(written: str) -> str:
    line = " ".join(written[:_READ].split())
    plain = "".join(character if character.isprintable() else "\ufffd" for character in line)
    return truncate(plain if len(written) <= _READ else plain + "…", MOST)
