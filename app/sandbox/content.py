"""How bytes are shown in JSON: as text where they are UTF-8, else as base64."""

import base64


def as_text(content: bytes) -> tuple[str, str]:
    """The text and its encoding, ``text`` or ``base64``."""
    try:
        return content.decode(), "text"
    except UnicodeDecodeError:
        return base64.b64encode(content).decode(), "base64"


def beginning(content: bytes, most: int) -> tuple[str, str, bool]:
    """The first ``most`` bytes as ``as_text`` shows them, and whether more follow. Text is cut between characters."""
    if len(content) <= most:
        return *as_text(content), False
    head = content[:most]
    try:
        head.decode()
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            head = head[: error.start]
    return *as_text(head), True
