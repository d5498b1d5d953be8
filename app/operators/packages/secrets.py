"""Keeping the index's credentials out of everything that is shown or stored."""

import base64
import re
from urllib.parse import unquote, urlsplit

_USER_PART = re.compile(r"(//)[^/\s@]*(?:@[^/\s@]*)*@")
_STRUCK = "***"


def without_credentials(text: str, index: str | None) -> str:
    """The text without the user part of any address, and without the index's own secrets in any spelling."""
    cleaned = _USER_PART.sub(r"\1", text)
    for secret in _secrets(index):
        cleaned = cleaned.replace(secret, _STRUCK)
    return cleaned


def identity(index: str | None) -> str:
    """What names an index without telling how to sign in: ``default``, or its address in one spelling."""
    if index is None:
        return "default"
    parts = urlsplit(index)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}{parts.path.rstrip('/')}"


def _secrets(index: str | None) -> list[str]:
    """The password, or a name that stands alone, which then is a token. The longest spelling first."""
    parts = urlsplit(index or "")
    secret = parts.password or parts.username
    if not secret:
        return []
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    spellings = {secret, unquote(secret), base64.b64encode(pair.encode()).decode()}
    return sorted(spellings, key=len, reverse=True)
