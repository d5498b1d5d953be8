"""Differences as a person sees them."""

from app.payloads.compare.line import MAX_LINES, MAX_TEXT, Line


def drawn(found: list[Line]) -> list[str]:
    """Each line with its sign and its indent."""
    return [f"{line.sign}{'  ' * line.depth}{line.text}" for line in found]


def bounded(found: list[Line]) -> bool:
    """Whether there are not too many, and none is too long."""
    return len(found) <= MAX_LINES and all(len(line.text) <= MAX_TEXT for line in found)
