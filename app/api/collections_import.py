"""Bringing payloads into a collection. No unit of work is open while a child reads the files."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request
from starlette.datastructures import FormData, UploadFile

from app.api.schemas.collections import DuplicateOut
from app.api.schemas.collections_import import ImportOut
from app.db.models import Collection
from app.db.session import reading, unit_of_work
from app.http.deps import Of, Unit
from app.http.studio import Studio
from app.payloads import cases, collections
from app.payloads.adding import Added
from app.payloads.edges import edge_cases
from app.payloads.importing import Imported, SettingsWay, store
from app.payloads.limits import Limits
from app.payloads.reading.bounds import MOST_GIVEN, TEMPLATE
from app.payloads.reading.how import Format, How
from app.payloads.reading.upload import Upload

router = APIRouter(prefix="/collections/{collection_id}", tags=["collections"])

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
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}

FormatIn = Annotated[Format, Query(description="How to read it; auto looks at names and contents.")]
SettingsIn = Annotated[SettingsWay, Query(description="What becomes of settings that the files bring.")]
NameIn = Annotated[str, Query(max_length=200, description="The name of a pasted payload.")]
TopicIn = Annotated[str, Query(max_length=1_000, description="The topic of messages that do not bring one.")]
TemplateIn = Annotated[str, Query(max_length=TEMPLATE, description="For a table: the payload, with {{column}} in it.")]


@router.post("/import", status_code=201, openapi_extra=_BODY)
async def import_cases(
    collection_id: str,
    request: Request,
    studio: Of,
    format: FormatIn = Format.AUTO,  # noqa: A002 - as the query has it
    name: NameIn = "",
    topic: TopicIn = "",
    template: TemplateIn = "",
    settings: SettingsIn = SettingsWay.FILL,
) -> ImportOut:
    """Add cases from files (as a form; names may be paths) or from a text or zip file (as the body); all or none."""
    await run_sync(_must_exist, studio, collection_id)
    how = How(format, name, topic, template)
    with studio.reader.upload() as upload:
        if request.headers.get("content-type", "").startswith(MULTIPART):
            async with request.form(max_files=MOST_GIVEN, max_fields=_MOST_FIELDS) as form:
                how = replace(how, template=typed) if isinstance(typed := form.get("template"), str) else how
                await run_sync(_take, form, upload)
        else:
            with upload.file("") as body:
                async for chunk in request.stream():
                    await run_sync(body.write, chunk)
        async with studio.check_turns:
            return await run_sync(_import, studio, collection_id, upload, how, settings)


@router.post("/cases/{key}/edges", status_code=201)
def derive_edges(collection_id: str, key: str, session: Unit, studio: Of) -> ImportOut:
    """Add edge cases made of a good one: empty, malformed, each field missing, and so on."""
    collection = collections.get(session, collection_id)
    good = cases.read(studio.blobs, cases.one(session, collection, key))
    limits = Limits.of(studio.settings)
    added = cases.add(session, studio.blobs, collection, edge_cases(good), limits=limits)
    return _answer(collection, Imported(added, [], None))


def _must_exist(studio: Studio, collection_id: str) -> None:
    with reading(studio.engine) as session:
        collections.get(session, collection_id)


def _take(form: FormData, upload: Upload) -> None:
    files = [part for _, part in form.multi_items() if isinstance(part, UploadFile) and part.filename]
    for part in files:
        upload.add(part.filename or "", _chunks(part))


def _chunks(part: UploadFile) -> Iterator[bytes]:
    while chunk := part.file.read(_CHUNK):
        yield chunk


def _import(studio: Studio, collection_id: str, upload: Upload, how: How, way: SettingsWay) -> ImportOut:
    with studio.reader.read(upload, how) as read, unit_of_work(studio.engine) as session:
        collection = collections.get(session, collection_id)
        imported = store(session, studio.blobs, collection, read, Limits.of(studio.settings), way)
        return _answer(collection, imported)


def _answer(collection: Collection, imported: Imported) -> ImportOut:
    added: Added = imported.added
    return ImportOut(
        added=added.count,
        keys=added.keys,
        duplicates=[DuplicateOut(name=name, like=like) for name, like in added.duplicates],
        notes=imported.notes,
        name=imported.name,
        version=collection.version,
    )
