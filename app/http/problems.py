"""Errors as RFC 9457 problem documents, and the one table from error to HTTP status."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse

from app.errors import Conflict, Forbidden, Gone, Invalid, LimitExceeded, NotFound, Stale, StudioError, TooOften
from app.http.security import SignInNeeded

MEDIA_TYPE = "application/problem+json"


class UnknownHost(StudioError):
    """The request is meant for a name that is not the studio's."""

    title = "Unknown host"


# The first class that fits decides, so the more particular ones come first.
STATUS: tuple[tuple[type[StudioError], int], ...] = (
    (SignInNeeded, 401),
    (UnknownHost, 421),
    (Forbidden, 403),
    (NotFound, 404),
    (Gone, 410),
    (Stale, 412),
    (Conflict, 409),
    (LimitExceeded, 413),
    (Invalid, 422),
    (TooOften, 429),
)


def status_of(error: StudioError) -> int:
    """The HTTP status for an error of ours."""
    return next(status for kind, status in STATUS if isinstance(error, kind))


class ProblemResponse(JSONResponse):
    """JSON that can always be sent: what came with half of a surrogate pair goes back with a question mark there."""

    media_type = MEDIA_TYPE

    def render(self, content: Any) -> bytes:
        """The document in UTF-8."""
        return json.dumps(content, ensure_ascii=False, allow_nan=False).encode(errors="replace")


def problem(
    status: int, code: str, title: str, detail: str, headers: Mapping[str, str] | None = None, **context: Any
) -> ProblemResponse:
    """A problem document; ``code`` is listed in docs/errors.md."""
    body = {"type": f"urn:operator-studio:error:{code}", "title": title, "status": status, "detail": detail}
    return ProblemResponse(body | {"code": code} | context, status, headers=dict(headers or {}))


def problem_of(error: StudioError) -> ProblemResponse:
    """The problem document of an error of ours."""
    headers = {"WWW-Authenticate": "Bearer"} if isinstance(error, SignInNeeded) else None
    return problem(status_of(error), error.code, error.title, error.detail, headers, **error.context)
