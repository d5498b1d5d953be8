"""The address of a share, as it is given to others."""

from fastapi import Request

from app.http.headers import SHARES
from app.settings import Settings


def link_of(request: Request, settings: Settings, token: str) -> str:
    """Whole, under the name that people use: the public address, or else the one this request came to."""
    start = settings.public_url or str(request.base_url)
    return f"{start.rstrip('/')}{SHARES}{token}"
