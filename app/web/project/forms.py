"""Reading an HTML form whose fields may be as large as a file."""

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from app.errors import Invalid
from app.http.deps import Of
from app.projects.texts import unix_lines as unix_lines

MOST_FIELDS = 5_000
MOST_FILES = 5_000  # a folder of payloads
_FIGURES = 9


async def read_form(request: Request, studio: Of) -> AsyncIterator[FormData]:
    """The form of this request, its files closed behind it. A field may fill the whole body, which has its own limit:
    a file of a megabyte is three times as long once a browser has percent-encoded it."""
    try:
        most_bytes = studio.settings.request_max_bytes
        form = await request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=most_bytes)
    except ClientDisconnect as gone:  # the page gives a check up as soon as there is newer text
        raise HTTPException(400, "The connection was closed before the whole form had come") from gone
    try:
        yield form
    finally:
        await form.close()


Form = Annotated[FormData, Depends(read_form)]


def text(form: FormData, name: str, default: str = "") -> str:
    """One field as text; an uploaded file is none."""
    value = form.get(name)
    return value if isinstance(value, str) else default


def texts(form: FormData, name: str) -> list[str]:
    """Every field of this name, in order."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def pairs(form: FormData, name: str) -> list[tuple[str, str]]:
    """The rows of two fields ``<name>_key`` and ``<name>_value`` that are not empty."""
    rows = zip(texts(form, f"{name}_key"), texts(form, f"{name}_value"), strict=False)
    return [(key, value) for key, value in rows if key or value]


def number(form: FormData, name: str) -> int:
    """A counted number, such as a revision; Invalid for anything else."""
    value = text(form, name).strip()
    if not (value.isascii() and value.isdigit() and len(value) <= _FIGURES):
        raise Invalid("form_field", f"The form's field {name} must be a whole number. Load the page again.")
    return int(value)


def quoted(path: str) -> str:
    """A path as the value of a query."""
    return quote(path, safe="/")


def json_of(what: str, written: str, advice: str = "Correct it.") -> Any:
    """What a field holds as JSON; Invalid says ``what`` cannot be read, where, and what to do."""
    try:
        return json.loads(written)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}: {error.msg}"
        detail = f"This is no JSON: {what}, {where}. {advice}"
    except (ValueError, RecursionError):
        detail = f"This JSON cannot be read: {what} is nested too deeply, or has a number that is too long."
    raise Invalid("not_json", detail)
