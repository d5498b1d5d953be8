"""Artifacts: the registry of components."""

from fastapi import APIRouter, Request, Response

from app.api import views
from app.api.bodies import BYTES, Body
from app.api.paging import DEFAULT_LIMIT, After, Limit
from app.api.schemas.artifacts import ArtifactOut
from app.api.schemas.common import Page
from app.artifacts import service, upload
from app.http.deps import Of, Unit
from app.http.downloads import send_blob

router = APIRouter(prefix="/artifacts", tags=["artifacts"])


@router.get("")
def list_artifacts(session: Unit, after: After = None, limit: Limit = DEFAULT_LIMIT) -> Page[ArtifactOut]:
    """Artifacts, newest first."""
    rows = service.page(session, after, limit + 1)
    return views.page_of(rows, limit, lambda row: views.artifact_out(session, row), lambda row: row.digest)


@router.post("", status_code=201, openapi_extra=BYTES)
def upload_artifact(body: Body, session: Unit, studio: Of, response: Response, name: str = "uploaded") -> ArtifactOut:
    """Store a component that was built elsewhere, after reading its imports and exports."""
    artifact = upload.store(session, studio.blobs, studio.settings, name, body)
    response.headers["Location"] = f"/api/v1/artifacts/{artifact.digest}"
    return views.artifact_out(session, artifact)


@router.get("/{digest}")
def show_artifact(digest: str, session: Unit) -> ArtifactOut:
    """An artifact and every build that gave it."""
    return views.artifact_out(session, service.get(session, digest))


@router.delete("/{digest}", status_code=204)
def delete_artifact(digest: str, session: Unit, studio: Of) -> None:
    """Remove an artifact; 409 while something refers to it."""
    service.delete(session, service.get(session, digest))
    session.commit()
    service.drop_bytes(session, studio.blobs, digest)
    studio.precompiled.drop(digest)


@router.head("/{digest}/component.wasm", include_in_schema=False)
@router.get("/{digest}/component.wasm", response_class=Response)
def download(digest: str, request: Request, session: Unit, studio: Of) -> Response:
    """The component itself."""
    artifact = service.get(session, digest)
    return send_blob(studio.blobs, digest, service.file_name(artifact), "application/wasm", request.headers)
