"""Bringing payloads in: pasted, as files, or as a folder. No unit of work is open while a child reads them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from app.db.models import Collection
from app.db.session import reading, unit_of_work
from app.errors import Invalid, StudioError
from app.http.deps import CheckTurn, Of, Unit
from app.http.problems import status_of
from app.http.studio import Studio
from app.payloads import collections
from app.payloads.importing import Imported, SettingsWay, store
from app.payloads.limits import Limits
from app.payloads.reading.how import Format, How
from app.payloads.reading.upload import Upload
from app.web.project import forms
from app.web.project.forms import Form
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/collections/{collection_id}/add")

MOST_SHOWN = 50
_CHUNK = 1 << 20
FORMATS = (
    (Format.AUTO, "Found out by itself"),
    (Format.JSON, "JSON"),
    (Format.JSON_LINES, "JSON Lines: a payload in each line"),
    (Format.CSV, "CSV: a payload for each row"),
    (Format.MOSQUITTO, "mosquitto_sub -F %J"),
    (Format.TEXT, "Text"),
    (Format.HEX, "Hexadecimal"),
    (Format.BASE64, "Base64"),
)
WAYS = (
    (SettingsWay.FILL, "Take those that are not set here"),
    (SettingsWay.REPLACE, "Take all of them"),
    (SettingsWay.KEEP, "Leave them out"),
)


@dataclass(frozen=True)
class Typed:
    """What the form's fields hold, as they came."""

    text: str = ""
    format: str = Format.AUTO
    name: str = ""
    topic: str = ""
    template: str = ""
    settings: str = SettingsWay.FILL


@router.get("")
def show_form(request: Request, collection_id: str, session: Unit) -> Response:
    """The ways to bring payloads in."""
    return _page(request, collections.get(session, collection_id), Typed())


@router.post("")
def add_payloads(request: Request, collection_id: str, form: Form, studio: Of, _turn: CheckTurn) -> Response:
    """Add what was pasted or chosen, all or none, and tell what came in."""
    typed = Typed(**{name: forms.unix_lines(forms.text(form, name, getattr(Typed, name))) for name in vars(Typed())})
    with reading(studio.engine) as session:
        collection = collections.get(session, collection_id)
    try:
        imported, version = _imported(studio, collection_id, form, typed)
    except StudioError as error:
        return _page(request, collection, typed, error)
    with reading(studio.engine) as session:
        collection = collections.get(session, collection_id)
        return _told(request, collection, imported, version)


def _imported(studio: Studio, collection_id: str, form: FormData, typed: Typed) -> tuple[Imported, int]:
    how, way = _how(typed), _way(typed)
    with studio.reader.upload() as upload:
        _take(upload, form, typed)
        with studio.reader.read(upload, how) as read, unit_of_work(studio.engine) as session:
            collection = collections.get(session, collection_id)
            imported = store(session, studio.blobs, collection, read, Limits.of(studio.settings), way)
            return imported, collection.version


def _take(upload: Upload, form: FormData, typed: Typed) -> None:
    """Files where some were chosen, else the pasted text."""
    files = [part for part in form.getlist("files") if isinstance(part, UploadFile) and part.filename]
    for part in files:
        upload.add(part.filename or "", _chunks(part))
    if not files:
        if not typed.text:
            raise Invalid("form_field", "There is nothing to add. Paste a payload, or choose files.")
        upload.add("", iter([typed.text.encode(errors="replace")]))


def _chunks(part: UploadFile) -> Iterator[bytes]:
    while chunk := part.file.read(_CHUNK):
        yield chunk


def _how(typed: Typed) -> How:
    if typed.format not in set(Format):
        raise Invalid("form_field", "Choose one of the formats that are offered.")
    return How(Format(typed.format), typed.name.strip()[:200], typed.topic.strip()[:1_000], typed.template)


def _way(typed: Typed) -> SettingsWay:
    if typed.settings not in set(SettingsWay):
        raise Invalid("form_field", "Choose what becomes of settings from what is offered.")
    return SettingsWay(typed.settings)


def _told(request: Request, collection: Collection, imported: Imported, version: int) -> Response:
    context: dict[str, Any] = {"collection": collection, "imported": imported, "version": version, "most": MOST_SHOWN}
    template = "collections/added.html" if is_fragment(request) else "collections/added_page.html"
    return page(request, template, 201, **context)


def _page(request: Request, collection: Collection, typed: Typed, error: StudioError | None = None) -> Response:
    """The form; for a fragment only what is wrong, so that chosen files stay chosen."""
    status = status_of(error) if error else 200
    problems = (error.context.get("problems", []) if error else [])[:MOST_SHOWN]
    if error and is_fragment(request):
        return page(request, "collections/not_added.html", status, error=error, problems=problems)
    context = {"formats": FORMATS, "ways": WAYS, "typed": typed, "error": error, "problems": problems}
    return page(request, "collections/add.html", status, collection=collection, **context)
