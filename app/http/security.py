"""Who may use the studio.

In local mode only this machine can reach the server, and whoever is there is the owner. Otherwise everyone signs in
with the access token: a browser through a form that sets a cookie, a script with ``Authorization: Bearer``.
"""

import hmac
from typing import Final

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response

from app.errors import StudioError
from app.http.studio import get_studio
from app.settings import Settings

COOKIE: Final = "studio_session"
COOKIE_AGE_S: Final = 30 * 24 * 3600
OWNER: Final = "owner"


class SignInNeeded(StudioError):
    """The request carries neither a valid cookie nor the token."""

    title = "Sign-in needed"


def owner(request: HTTPConnection) -> str:
    """The dependency that guards every route but health and static files; answers who acts."""
    if is_owner(request, get_studio(request).settings):
        return OWNER
    raise sign_in_needed()


def is_owner(request: HTTPConnection, settings: Settings) -> bool:
    """Whether the owner sends this, as its headers show."""
    return settings.is_local or _has_bearer(request, settings) or _has_cookie(request, settings)


def sign_in_needed() -> SignInNeeded:
    """For a request that only the owner may send."""
    return SignInNeeded("sign_in_needed", "Sign in, or send the access token as Authorization: Bearer.")


def is_token(settings: Settings, given: str) -> bool:
    """Whether this is the access token, compared in constant time."""
    expected = settings.access_token.get_secret_value() if settings.access_token else ""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


def sign_in(settings: Settings, response: Response) -> None:
    """Set the cookie. It holds no secret, and dies with the access token it was signed under."""
    response.set_cookie(
        COOKIE,
        _signer(settings).dumps(OWNER),
        max_age=COOKIE_AGE_S,
        httponly=True,
        samesite="strict",
        secure=(settings.public_url or "").startswith("https:"),
    )


def sign_out(response: Response) -> None:
    """Remove the cookie."""
    response.delete_cookie(COOKIE)


def _has_bearer(request: HTTPConnection, settings: Settings) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and is_token(settings, given.strip())


def _has_cookie(request: HTTPConnection, settings: Settings) -> bool:
    try:
        return bool(_signer(settings).loads(request.cookies.get(COOKIE, ""), max_age=COOKIE_AGE_S) == OWNER)
    except BadSignature:
        return False


def _signer(settings: Settings) -> URLSafeTimedSerializer:
    token = settings.access_token.get_secret_value() if settings.access_token else ""
    return URLSafeTimedSerializer(token, salt="operator-studio sign-in")
