"""Checking from the page: what the whole project's checks find, with the open file as it is typed."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.http.deps import CheckTurn, Of
from app.web.project import forms
from app.web.project.check_view import Checked, checked
from app.web.project.checking import Asked, asked_by, look
from app.web.project.forms import Form
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}")


@router.get("/check")
def show_check(
    request: Request, name: str, studio: Of, _turn: CheckTurn, file: Annotated[str, Query(max_length=1000)] = ""
) -> Response:
    """What is found in the newest revision."""
    asked = Asked(file, content=None, adapter=True, refused=False)
    return answer(request, checked(look(studio, name, asked), asked), asked)


@router.post("/check")
def check(request: Request, name: str, form: Form, studio: Of, _turn: CheckTurn) -> Response:
    """What is found, with the form's text in the place of the open file."""
    asked = asked_by(form)
    return answer(request, checked(look(studio, name, asked), asked), asked, forms.text(form, "base"))


def answer(request: Request, found: Checked, asked: Asked, base: str = "", http_status: int = 200) -> Response:
    """The list beside the editor, or as a page that keeps what was typed. ``base`` is handed on as it came."""
    if is_fragment(request):
        return page(request, "project/checked.html", http_status, checked=found, project=found.project)
    return page(
        request,
        "project/check_page.html",
        http_status,
        checked=found,
        project=found.project,
        asked=asked,
        base=base or str(found.project.head),
    )
