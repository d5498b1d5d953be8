"""Everything that can go wrong below /api/v1, as problem documents."""

from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.errors import StudioError
from app.http.faults import fault
from app.http.mistakes import mistakes
from app.http.problems import problem, problem_of

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
    failed = fault(error)
    if failed.is_database:
        return problem(503, "database_unavailable", failed.title, failed.detail, incident=failed.incident)
    return problem(500, "fault", failed.title, failed.detail, incident=failed.incident)


def _http_detail(error: HTTPException) -> str:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return "There is nothing under this address; GET /api/v1/openapi.json describes every call."
    return f"{error.detail}."


def _not_valid(error: RequestValidationError) -> Response:
    found = mistakes(error, MOST_MISTAKES)
    errors = [{"path": mistake.path, "message": mistake.sentence} for mistake in found]
    return problem(422, "request_not_valid", "Not valid", found[0].told, errors=errors)
