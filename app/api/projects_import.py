"""Bringing projects in from a zip file or a folder. No unit of work is open while a child reads it."""

from collections.abc import Iterator
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from starlette.datastructures import FormData, UploadFile

from app.api import views
from app.api.schemas.projects import ImportedProjects
from app.db.session import reading, unit_of_work
from app.errors import Invalid
from app.http.deps import Of
from app.http.studio import Studio
from app.importing import making
from app.importing.making import Choice
from app.operators.kinds import ApiVersion, Kind
from app.payloads.reading.bounds import MOST_GIVEN
from app.payloads.reading.upload import Upload

router = APIRouter(prefix="/projects", tags=["projects"])

MULTIPART = "multipart/form-data"
_MOST_FIELDS = 16
_CHUNK = 1 << 20
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            },
            "application/zip": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}

EntryIn = Annotated[str | None, Query(max_length=500, description="Import only the operator with this module.")]
NameIn = Annotated[str | None, Query(max_length=1000, description="Its name here; only where one is imported.")]
KindIn = Annotated[Kind | None, Query(description="Its kind, where the sources do not tell.")]
VersionIn = Annotated[ApiVersion | None, Query(description="The API version, where the schema does not tell.")]


@router.post("/import", status_code=201, openapi_extra=_BODY)
async def import_projects(
    request: Request,
    studio: Of,
    entry: EntryIn = None,
    name: NameIn = None,
    kind: KindIn = None,
    api_version: VersionIn = None,
) -> ImportedProjects:
    """Make projects of all operators in a zip file (the body) or in files (a form; names are paths), or of one."""
    wanted = Choice(entry or "", name or "", kind or "", api_version or "")
    with studio.importer.upload() as upload:
        if request.headers.get("content-type", "").startswith(MULTIPART):
            async with request.form(max_files=MOST_GIVEN, max_fields=_MOST_FIELDS) as form:
                await run_sync(_take, form, upload)
        else:
            with upload.file("") as body:
                async for chunk in request.stream():
                    await run_sync(body.write, chunk)
        async with studio.check_turns:
            return await run_sync(_import, studio, upload, wanted)


def _take(form: FormData, upload: Upload) -> None:
    files = [part for _, part in form.multi_items() if isinstance(part, UploadFile) and part.filename]
    if not files:
        raise Invalid("form_field", "No file was given. Send a zip file, or the files of a folder.")
    for part in files:
        upload.add(part.filename or "", _chunks(part))


def _chunks(part: UploadFile) -> Iterator[bytes]:
    while chunk := part.file.read(_CHUNK):
        yield chunk


def _import(studio: Studio, upload: Upload, wanted: Choice) -> ImportedProjects:
    with reading(studio.engine) as session:
        choices = _choices(making.asked(session, studio.importer.read(upload)), wanted)
    read = studio.importer.read(upload, [choice.entry for choice in choices])
    with unit_of_work(studio.engine) as session:
        made = making.make(session, read, choices)
        return ImportedProjects(
            projects=[views.project_details(session, project) for project in made], left_out=read.left_out
        )


def _choices(found: list[making.Asked], wanted: Choice) -> list[Choice]:
    """What was asked for, over what the files tell."""
    taken = [one for one in found if wanted.entry in ("", one.choice.entry)]
    if not taken or (len(taken) > 1 and wanted.name):
        raise making.undecided(found)
    choices = [
        Choice(
            one.choice.entry,
            wanted.name or one.choice.name,
            wanted.kind or one.choice.kind,
            wanted.api_version or one.choice.api_version,
        )
        for one in taken
    ]
    unsettled = any(not (choice.kind and choice.api_version) for choice in choices)
    if unsettled or (not wanted.name and any(one.problem for one in taken)):
        raise making.undecided(taken)
    return choices
