"""The tokens of shares: random, told once, kept only as a digest."""

import hmac
import re
import secrets

from app.kit.digests import digest_of

_BYTES = 24  # 192 random bits
_FORM = re.compile(r"[A-Za-z0-9_-]{32}")


def new_token() -> str:
    """A fresh token, safe in an address."""
    return secrets.token_urlsafe(_BYTES)


def token_digest(token: str) -> str | None:
    """What is kept of a token; None for what cannot be one. It has too many bits to be found by trying digests."""
    return digest_of(token.encode()) if _FORM.fullmatch(token) else None


def is_digest_of(kept: str, given: str) -> bool:
    """Whether two digests are the same, in a time that tells nothing of where they differ."""
    return hmac.compare_digest(kept, given)
