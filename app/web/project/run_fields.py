"""Everything that the test panel's form holds: as it was typed, or filled from a sample or an earlier run."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData, UploadFile

from app.operators.kinds import Kind
from app.web.project import forms, run_settings
from app.web.project.run_inputs import InputFields, from_messages
from app.web.project.run_settings import RunSettings

PREVIEW, ARTIFACT = "preview", "artifact"
MOST_CHARACTERS = 200_000
MOST_ENCODED_CHARACTERS = 20_000  # nobody reads base64, and a picture of it would only slow the editor down
TOO_LONG = "The last run's input is too long to be shown here. Its own page has it."


@dataclass(frozen=True)
class Fields(InputFields):
    """``lane``: preview or artifact. ``kept``: the run whose inputs are given again where the shape is ``kept``."""

    configuration: tuple[tuple[str, str], ...] = ()
    settings: RunSettings = field(default_factory=RunSettings)
    lane: str = PREVIEW
    kept: str = ""
    description: str | None = None


def from_form(form: FormData) -> Fields:
    """What was typed, as it is."""
    first, *more = forms.texts(form, "payload") or [""]
    single = ("shape", "encoding", "topic", "content_type", "timestamp", "hlc", "handed", "schema_as", "schema_name",
              "format", "width", "height", "batches", "lane", "kept")  # fmt: skip
    typed = {name: forms.text(form, name, getattr(Fields, name)) for name in single}
    return Fields(
        **typed,
        payloads=tuple(forms.unix_lines(payload) for payload in (first, *filter(None, more))),
        file=_file(form),
        staged=forms.unix_lines(forms.text(form, "staged")),
        schema=forms.unix_lines(forms.text(form, "schema")),
        properties=tuple(forms.pairs(form, "property")),
        configuration=tuple(forms.pairs(form, "configuration")),
        settings=run_settings.from_form(form),
    )


def from_request(
    kind: Kind, request: Mapping[str, Any], description: str | None = None, lane: str = PREVIEW, run_id: str = ""
) -> Fields:
    """A run's request (docs/api.md) in the form's fields. ``run_id``: the run that it was asked for; what is too long
    for a page is then kept there, and given again from there."""
    given = from_messages(kind, request["messages"])
    kept = ""
    if _is_too_long(given):
        given, kept = InputFields(shape="kept" if run_id else "message"), run_id
        description = description or (None if run_id else TOO_LONG)
    return Fields(
        **vars(given),
        configuration=tuple(request.get("configuration", {}).items()),
        settings=run_settings.from_request(request),
        lane=lane,
        kept=kept,
        description=description,
    )


def _is_too_long(given: InputFields) -> bool:
    is_encoded = given.encoding in {"base64", "hex"}
    most = MOST_ENCODED_CHARACTERS if is_encoded else MOST_CHARACTERS
    return sum(map(len, (*given.payloads, given.staged, given.schema))) > most


def _file(form: FormData) -> str | None:
    """A chosen file as base64; a browser sends one without a name where none was chosen."""
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return base64.b64encode(file.file.read()).decode()
