"""A lock: every package that is needed, in one version, with the hashes that its files must have.

The text is what ``uv pip compile --generate-hashes`` writes, and what ``uv pip install --require-hashes`` and pip read.
"""

import re

_ENTRY = re.compile(
    r"(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)==(?P<version>[A-Za-z0-9][A-Za-z0-9.+!_-]*)"
    r"(?: \\\n    --hash=[a-z0-9_]+:[0-9a-f]+)+\n"
)
MOST_CHARACTERS = 1_000_000


class NotALock(ValueError):
    """The text is no lock with hashes."""


def versions(lock: str) -> dict[str, str]:
    """Names and versions in a lock, as they stand there; NotALock when anything else is in it."""
    found: dict[str, str] = {}
    position = 0
    while position < len(lock):
        match = _ENTRY.match(lock, position)
        if match is None or len(lock) > MOST_CHARACTERS:
            raise NotALock(f"what begins at character {position} is no entry of a lock")
        found[match["name"]] = match["version"]
        position = match.end()
    return found
