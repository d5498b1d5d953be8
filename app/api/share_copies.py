"""Making a share of another studio one's own."""

from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Request

from app.api.schemas.shares import CopyIn, CopyOut
from app.http.deps import Of
from app.http.share_copies import copy_by_link, copy_upload
from app.sharing.copies import Copied, Wanted

router = APIRouter(prefix="/share-copies", tags=["shares"])

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}
NameIn = Annotated[str, Query(max_length=200, description="Name of the collection; without it, its own.")]
ProjectIn = Annotated[str, Query(max_length=100, description="Name of the project; without it, its own.")]
SourcesIn = Annotated[bool, Query(description="Whether sources that come along become a project.")]


@router.post("", status_code=201)
async def copy_share(body: CopyIn, studio: Of) -> CopyOut:
    """Copy a share by its link, from a studio that STUDIO_SHARE_HOSTS names."""
    wanted = Wanted(body.name, body.project, body.sources)
    async with studio.check_turns:
        return _out(await run_sync(copy_by_link, studio, body.link, wanted))


@router.post("/file", status_code=201, openapi_extra=_BODY)
async def copy_share_file(
    request: Request, studio: Of, name: NameIn = "", project: ProjectIn = "", sources: SourcesIn = True
) -> CopyOut:
    """Copy a share from the file that its page gives."""
    with studio.reader.upload() as upload:
        with upload.file("") as taken:
            async for chunk in request.stream():
                await run_sync(taken.write, chunk)
        async with studio.check_turns:
            return _out(await run_sync(copy_upload, studio, upload, Wanted(name, project, sources)))


def _out(made: Copied) -> CopyOut:
    return CopyOut(
        collection=made.collection.id,
        name=made.collection.name,
        version=made.collection.version,
        cases=made.imported.added.count,
        project=made.project.name if made.project else None,
        notes=made.imported.notes,
    )
