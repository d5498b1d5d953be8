"""Making a share of another studio one's own: by its link, or by the file that its page gives."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from app.errors import Invalid, StudioError
from app.http.deps import CheckTurn, Of
from app.http.problems import status_of
from app.http.share_copies import copy_by_link, copy_of
from app.http.studio import Studio
from app.sharing.copies import Copied, Wanted
from app.web.project import forms
from app.web.project.forms import Form
from app.web.templating import page

router = APIRouter()

MOST_SHOWN = 50
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Typed:
    """What the form's fields hold; ``sources`` is 1 where sources become a project."""

    link: str = ""
    name: str = ""
    project: str = ""
    sources: str = "1"


@router.get("/copy-share")
def show_form(request: Request, studio: Of) -> Response:
    """Where to give the link or the file."""
    return _page(request, studio, Typed())


@router.post("/copy-share")
def copy_share(request: Request, form: Form, studio: Of, _turn: CheckTurn) -> Response:
    """Copy it, all or nothing, and tell what was made."""
    typed = Typed(**{name: forms.text(form, name) for name in vars(Typed())})
    try:
        made = _copied(studio, form, typed)
    except StudioError as error:
        return _page(request, studio, typed, error)
    return page(request, "collections/copied.html", 201, made=made, most=MOST_SHOWN)


def _copied(studio: Studio, form: FormData, typed: Typed) -> Copied:
    """The file where one was chosen, else the link."""
    wanted = Wanted(typed.name, typed.project, typed.sources == "1")
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        return copy_of(studio, iter(lambda: file.file.read(_CHUNK), b""), wanted)
    if not typed.link.strip():
        raise Invalid("form_field", "Give the link of a share, or the file that its page gives.")
    return copy_by_link(studio, typed.link, wanted)


def _page(request: Request, studio: Studio, typed: Typed, error: StudioError | None = None) -> Response:
    problems = (error.context.get("problems", []) if error else [])[:MOST_SHOWN]
    context = {"typed": typed, "error": error, "problems": problems, "hosts": studio.settings.share_hosts}
    return page(request, "collections/copy.html", status_of(error) if error else 200, **context)
