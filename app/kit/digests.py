"""Content addresses, written as in OCI: ``sha256:`` and 64 hexadecimal digits."""

import hashlib
import re

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_SHORT = 12


def digest_of(content: bytes) -> str:
    """The digest of some bytes."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def is_digest(text: str) -> bool:
    """Whether a text has exactly the form of a digest."""
    return _DIGEST.fullmatch(text) is not None


def hex_part(digest: str) -> str:
    """The 64 hexadecimal digits of a digest; ValueError for anything else."""
    if not is_digest(digest):
        raise ValueError("not a sha256 digest")
    return digest.removeprefix("sha256:")


def short_digest(digest: str) -> str:
    """The first twelve hexadecimal digits: enough for a person, not for a lookup."""
    return hex_part(digest)[:_SHORT]
