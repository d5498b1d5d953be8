"""Bringing a project in from a zip file or a folder. No unit of work is open while a child reads it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from app.db.session import reading, unit_of_work
from app.errors import Conflict, Invalid, StudioError
from app.http.deps import CheckTurn, Of
from app.http.problems import status_of
from app.http.studio import Studio
from app.importing import making
from app.importing.making import Asked, Choice
from app.importing.reader import MOST_BYTES
from app.operators.kinds import ApiVersion, Kind
from app.payloads.reading.upload import Upload
from app.web.project import forms
from app.web.project.forms import Form
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/import-project")

_CHUNK = 1 << 20


@router.get("")
def import_form(request: Request) -> Response:
    """Ask for the files."""
    return page(request, "import_project.html", **_context([], None))


@router.post("")
def import_project(request: Request, form: Form, studio: Of, _turn: CheckTurn) -> Response:
    """Make projects of what is in the files; where something has to be chosen, the form asks for it."""
    found: list[Asked] = []
    try:
        with studio.importer.upload() as upload:
            _take(upload, form)
            with reading(studio.engine) as session:
                read = studio.importer.read(upload)
                found = [_as_typed(one, form) for one in making.asked(session, read)]
            choices = _choices(found, form)
            names, left_out = _make(studio, upload, choices)
    except StudioError as error:
        return _answer(request, found, error)
    return _made(request, names, left_out)


def _take(upload: Upload, form: FormData) -> None:
    parts = [part for _, part in form.multi_items() if isinstance(part, UploadFile) and part.filename]
    if not parts:
        raise Invalid("form_field", "No file was chosen. Choose a zip file or a folder.")
    for part in parts:
        upload.add(part.filename or "", _chunks(part))


def _chunks(part: UploadFile) -> Iterator[bytes]:
    while chunk := part.file.read(_CHUNK):
        yield chunk


def _typed(form: FormData) -> dict[str, Choice]:
    """What the form's rows hold, by the operator's module."""
    rows = zip(*(forms.texts(form, name) for name in ("entry", "name", "kind", "api_version")), strict=False)
    return {entry: Choice(entry, name.strip(), kind, version) for entry, name, kind, version in rows}


def _as_typed(one: Asked, form: FormData) -> Asked:
    typed = _typed(form).get(one.choice.entry)
    return one if typed is None else replace(one, choice=typed)


def _choices(found: list[Asked], form: FormData) -> list[Choice]:
    """The ticked ones; where nobody could choose yet, the only one if nothing is open about it."""
    if _typed(form).keys() >= {one.choice.entry for one in found}:
        ticked = set(forms.texts(form, "take"))
        return [one.choice for one in found if one.choice.entry in ticked]
    if len(found) == 1 and found[0].is_settled:
        return [found[0].choice]
    raise making.undecided(found)


def _make(studio: Studio, upload: Upload, choices: list[Choice]) -> tuple[list[str], list[str]]:
    read = studio.importer.read(upload, [choice.entry for choice in choices])
    with unit_of_work(studio.engine) as session:
        return [project.name for project in making.make(session, read, choices)], read.left_out


def _made(request: Request, names: list[str], left_out: list[str]) -> Response:
    address = f"/projects/{names[0]}" if len(names) == 1 and not left_out else None
    if address and is_fragment(request):
        return Response(status_code=200, headers={"HX-Redirect": address})
    if address:
        return RedirectResponse(address, 303)
    template = "import_project/made.html" if is_fragment(request) else "import_project/made_page.html"
    return page(request, template, 201, names=names, left_out=left_out)


def _answer(request: Request, found: list[Asked], error: StudioError) -> Response:
    """What is wrong, or open. For htmx only that, so that chosen files stay chosen."""
    template = "import_project/open.html" if is_fragment(request) else "import_project.html"
    is_question = isinstance(error, Conflict) and error.code == "import_choices"
    return page(request, template, status_of(error), **_context(found, error), is_question=is_question)


def _context(found: list[Asked], error: StudioError | None) -> dict[str, Any]:
    return {"found": found, "error": error, "kinds": Kind, "versions": ApiVersion, "most_bytes": MOST_BYTES}
