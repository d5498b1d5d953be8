"""What all cases of a collection share, and its name."""

from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from app.db.models import Collection
from app.errors import StudioError
from app.http.deps import Of, Unit
from app.http.problems import status_of
from app.http.studio import Studio
from app.payloads import collections, versions
from app.web.project import forms, run_settings, run_view
from app.web.project.forms import Form
from app.web.project.run_request import configuration_of
from app.web.project.run_settings import RunSettings
from app.web.templating import page

router = APIRouter(prefix="/collections/{collection_id}/settings")

Json = dict[str, Any]
_SET = ("module_schemas", "schemas", "state", "clock", "seed", "limits")


@dataclass(frozen=True)
class SettingsFields:
    """What the form's fields hold."""

    name: str
    description: str
    base: str
    configuration: tuple[tuple[str, str], ...] = ()
    carry_state: bool = False
    settings: RunSettings = field(default_factory=RunSettings)


@router.get("")
def show_settings(request: Request, collection_id: str, session: Unit, studio: Of) -> Response:
    """The form, as it is stored."""
    collection = collections.get(session, collection_id)
    return _page(request, studio, collection, _stored(collection))


@router.post("")
def save_settings(request: Request, collection_id: str, form: Form, session: Unit, studio: Of) -> Response:
    """Store name, description and settings; other settings than before make a version."""
    collection = collections.get(session, collection_id)
    typed = _typed(form)
    try:
        versions.check_base(collection, forms.number(form, "base"))
        _save(session, collection, typed)
    except StudioError as error:
        session.rollback()
        return _page(request, studio, collections.get(session, collection_id), typed, error)
    return RedirectResponse(f"/collections/{collection.id}", 303)


def _save(session: Session, collection: Collection, typed: SettingsFields) -> None:
    given = typed.settings.members()
    members: Json = {name: given.get(name) for name in _SET} | {
        "configuration": configuration_of(typed.configuration),
        "carry_state": typed.carry_state,
    }
    kept = collection.settings.get("clock")
    if isinstance(kept, dict) and kept.get("start") == members["clock"]:
        members["clock"] = kept  # its step has no field
    collections.change(session, collection, name=typed.name, description=typed.description, settings=members)


def _stored(collection: Collection) -> SettingsFields:
    settings = collection.settings
    return SettingsFields(
        name=collection.name,
        description=collection.description,
        base=str(collection.version),
        configuration=tuple(settings.get("configuration", {}).items()),
        carry_state=bool(settings.get("carry_state")),
        settings=run_settings.from_request(settings),
    )


def _typed(form: FormData) -> SettingsFields:
    return SettingsFields(
        name=forms.text(form, "name"),
        description=forms.unix_lines(forms.text(form, "description")),
        base=forms.text(form, "base"),
        configuration=tuple(forms.pairs(form, "configuration")),
        carry_state=forms.text(form, "carry_state") == "1",
        settings=run_settings.from_form(form),
    )


def _page(
    request: Request, studio: Studio, collection: Collection, fields: SettingsFields, error: StudioError | None = None
) -> Response:
    context = {"collection": collection, "fields": fields, "error": error}
    limits = run_view.limits(studio.settings)
    status = status_of(error) if error else 200
    return page(request, "collections/settings.html", status, **context, limits=limits)
