"""Errors as a page, or as the fragment that htmx puts beside what was done."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from app.errors import StudioError
from app.http.faults import fault
from app.http.headers import SHARES
from app.http.mistakes import mistakes
from app.http.problems import status_of
from app.http.security import SignInNeeded
from app.web.templating import is_fragment, page
from app.web.ways_back import ways_back

MOST_MISTAKES = 5

# What the web itself refuses, in words for the person in front of it.
_OF_HTTP = {
    400: ("Not understood", "What the browser sent could not be read."),
    404: ("No such page", "There is no page under this address. It may have been mistyped, or be an older studio's."),
    405: ("Not the way to this address", "A form's address was opened as a page, or a page's address was sent a form."),
}


@dataclass(frozen=True)
class Told:
    """What an error says: plain words first; ``code`` and ``incident`` are for a report."""

    status: int
    title: str
    detail: str
    code: str
    incident: str = ""


def answer(request: Request, error: Exception) -> Response:
    """The page or fragment for any error."""
    if isinstance(error, SignInNeeded):
        return _to_sign_in(request)
    told = _told(error)
    context = {"title": told.title, "detail": told.detail, "status": told.status}
    if request.url.path.startswith(SHARES):  # whoever stands here is led nowhere into the studio
        return page(request, "share/problem.html", told.status, incident=told.incident, **context)
    template = "problem_fragment.html" if is_fragment(request) else "problem.html"
    ways = ways_back(request.url.path, told.code)
    return page(request, template, told.status, told=told, ways=ways, **context)


def _told(error: Exception) -> Told:
    if isinstance(error, StudioError):
        return Told(status_of(error), error.title, error.detail, error.code)
    if isinstance(error, RequestValidationError):
        detail = " ".join(mistake.told for mistake in mistakes(error, MOST_MISTAKES))
        return Told(422, "Not valid", detail, "request_not_valid")
    if isinstance(error, HTTPException):
        usual = (HTTPStatus(error.status_code).phrase, str(error.detail))
        return Told(error.status_code, *_OF_HTTP.get(error.status_code, usual), f"http_{error.status_code}")
    failed = fault(error)
    status, code = (503, "database_unavailable") if failed.is_database else (500, "fault")
    return Told(status, failed.title, failed.detail, code, failed.incident)


def _to_sign_in(request: Request) -> Response:
    """htmx would put the sign-in page into a corner of this one, so it is told to go there as a whole."""
    if is_fragment(request):
        here = urlsplit(request.headers.get("hx-current-url", ""))
        return Response(status_code=401, headers={"HX-Redirect": _sign_in_address(here.path, here.query)})
    if request.method != "GET":
        return RedirectResponse(_sign_in_address("", ""), 303)
    return RedirectResponse(_sign_in_address(request.url.path, request.url.query), 303)


def _sign_in_address(path: str, query: str) -> str:
    """With the page to go on to, so that whoever signs in anew is where they were."""
    if path in ("", "/"):
        return "/sign-in"
    return f"/sign-in?onward={quote(f'{path}?{query}' if query else path, safe='/')}"
