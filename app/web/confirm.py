"""Asking before something is destroyed: the page behind a dialog, for a browser without JavaScript."""

from fastapi import Request
from starlette.responses import Response

from app.web.questions import Question
from app.web.templating import page


def ask(request: Request, question: Question, http_status: int = 200) -> Response:
    """The question as a page."""
    return page(request, "confirm.html", http_status, question=question)
