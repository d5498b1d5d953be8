"""Text from outside, made safe to keep and to show: bounded, and without characters that steer a terminal."""

import re

# A carriage return is kept only as part of a line's end: alone it would write over what stands before it.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")
# What turns the reading direction around for what follows: a line would read otherwise than it works.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ELLIPSIS = "…"


def truncate(text: str, limit: int) -> str:
    """At most ``limit`` characters, the last of them an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1] + _ELLIPSIS


def decode(content: bytes) -> str:
    """UTF-8 as far as it goes; a byte that is not UTF-8 becomes U+FFFD."""
    return content.decode("utf-8", errors="replace")


def printable(text: str) -> str:
    """Control characters other than tab and newline replaced by U+FFFD, so that no log steers a terminal; what turns
    the reading direction around is written out, such as [U+202E]."""
    return _TURNING.sub(_written_out, _CONTROL.sub("\ufffd", text))


def _written_out(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"
