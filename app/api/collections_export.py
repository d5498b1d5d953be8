"""Collections as plain files."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from sqlmodel import Session

from app.api.paging import MOST_NUMBER
from app.db.session import reading
from app.errors import Conflict
from app.http.deps import Of
from app.http.downloads import attachment
from app.payloads import collections
from app.payloads.writing.junit import MEDIA_TYPE
from app.payloads.writing.shapes import Operator
from app.payloads.writing.stored import export_of
from app.projects import service as projects
from app.runs.collections import service
from app.runs.collections.reported import junit_of

router = APIRouter(tags=["collections"])

Version = Annotated[int | None, Query(ge=1, le=MOST_NUMBER, description="A version; without it, the present one.")]
Project = Annotated[str | None, Query(description="The project whose operator the graph file names.")]


@router.get("/collections/{collection_id}/export.zip", response_class=StreamingResponse)
def export_collection(
    collection_id: str, studio: Of, version: Version = None, project: Project = None
) -> StreamingResponse:
    """The collection in the layout of the published test tool, with a collection.json that has all of it."""
    with reading(studio.engine) as session:
        collection = collections.get(session, collection_id)
        operator = _operator(session, project) if project else None
        pieces = export_of(session, studio.engine, studio.blobs, collection, version, operator)
        name = f"{collection.name}-v{version or collection.version}.zip"
    return StreamingResponse(pieces, media_type="application/zip", headers={"Content-Disposition": attachment(name)})


@router.get("/collection-runs/{run_id}/junit.xml", response_class=StreamingResponse)
def export_results(run_id: str, studio: Of) -> StreamingResponse:
    """The verdicts of a run that has ended as JUnit XML, for continuous integration."""
    with reading(studio.engine) as session:
        run = service.get(session, run_id)
        if not run.status.is_final:
            raise Conflict("collection_run_at_work", "This run has not ended. Wait for it, or cancel it first.")
        name = collections.get(session, run.collection_id).name
        session.expunge(run)
    headers = {"Content-Disposition": attachment(f"{name}-{run.id}.xml")}
    return StreamingResponse(junit_of(studio.engine, run, name), media_type=MEDIA_TYPE, headers=headers)


def _operator(session: Session, name: str) -> Operator:
    project = projects.get(session, name)
    return Operator(project.name, project.kind, project.api_version)
