"""Errors as a page, or as the fragment that htmx puts beside what was done."""

from http import HTTPStatus

import structlog
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from app.errors import FAULT, StudioError
from app.http.headers import SHARES
from app.http.mistakes import mistakes
from app.http.problems import status_of
from app.http.security import SignInNeeded
from app.web.templating import is_fragment, page

log = structlog.get_logger(__name__)
MOST_MISTAKES = 5


def answer(request: Request, error: Exception) -> Response:
    """The page or fragment for any error."""
    if isinstance(error, SignInNeeded):
        return _to_sign_in(request)
    status, title, detail = _told(error)
    if request.url.path.startswith(SHARES):  # whoever stands here is led nowhere into the studio
        return page(request, "share/problem.html", status, title=title, detail=detail, status=status)
    template = "problem_fragment.html" if is_fragment(request) else "problem.html"
    return page(request, template, status, title=title, detail=detail, status=status)


def _told(error: Exception) -> tuple[int, str, str]:
    if isinstance(error, StudioError):
        return status_of(error), error.title, error.detail
    if isinstance(error, RequestValidationError):
        return 422, "Not valid", " ".join(mistake.told for mistake in mistakes(error, MOST_MISTAKES))
    if isinstance(error, HTTPException):
        return error.status_code, HTTPStatus(error.status_code).phrase, str(error.detail)
    log.error("a request ended by a fault of ours", exc_info=error)
    return 500, "A fault of the studio", FAULT


def _to_sign_in(request: Request) -> Response:
    """htmx would put the sign-in page into a corner of this one, so it is told to go there as a whole."""
    if is_fragment(request):
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    return RedirectResponse("/sign-in", 303)
