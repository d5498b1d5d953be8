"""Everything that can go wrong below /api/v1, as problem documents."""

from http import HTTPStatus
from typing import Any

import structlog
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.errors import FAULT, StudioError
from app.http.problems import problem, problem_of

log = structlog.get_logger(__name__)
MOST_MISTAKES = 20
HANDLED = (StudioError, RequestValidationError, HTTPException)


def answer(error: Exception) -> Response:
    """The problem document for any error."""
    if isinstance(error, StudioError):
        return problem_of(error)
    if isinstance(error, RequestValidationError):
        return _not_valid(error)
    if isinstance(error, HTTPException):
        title = HTTPStatus(error.status_code).phrase
        return problem(error.status_code, f"http_{error.status_code}", title, _http_detail(error), error.headers)
    log.error("a request ended by a fault of ours", exc_info=error)
    return problem(500, "fault", "A fault of the studio", FAULT)


def _http_detail(error: HTTPException) -> str:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return "There is nothing under this address; GET /api/v1/openapi.json describes every call."
    return f"{error.detail}."


def _not_valid(error: RequestValidationError) -> Response:
    mistakes = [_mistake(found) for found in error.errors()[:MOST_MISTAKES]]
    first = mistakes[0] if mistakes else {"path": "", "message": "The request is not valid"}
    detail = f"{first['path']}: {first['message']}." if first["path"] else f"{first['message']}."
    return problem(422, "request_not_valid", "Not valid", detail, errors=mistakes)


def _mistake(found: Any) -> dict[str, str]:
    """Where and what, without the value itself: it may be large, or a secret."""
    return {"path": ".".join(str(part) for part in found["loc"][1:]), "message": str(found["msg"])}
