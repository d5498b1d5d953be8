"""Asking before something is destroyed: the page behind a dialog, for a browser without JavaScript."""

from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from app.web.templating import page


@dataclass(frozen=True)
class Question:
    """What goes, what stays, and where yes and no lead. ``in_the_way`` says why it cannot be done."""

    title: str
    sentence: str
    action: str
    back: str
    section: str
    confirm: str = "Delete"
    in_the_way: str | None = None


def ask(request: Request, question: Question, http_status: int = 200) -> Response:
    """The question as a page."""
    return page(request, "confirm.html", http_status, question=question)
