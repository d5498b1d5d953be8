"""How bytes are shown in JSON: as text where they are UTF-8, else as base64."""

import base64


def as_text(content: bytes) -> tuple[str, str]:
    """The text and its encoding, ``text`` or ``base64``."""
    try:
        return content.decode(), "text"
    except UnicodeDecodeError:
        return base64.b64encode(content).decode(), "base64"
