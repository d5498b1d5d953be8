"""Pictures of a project, for a preview. They are somebody's bytes: a browser shows them as what they begin as, and runs
nothing of them."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.errors import NotFound
from app.http.deps import Unit
from app.http.downloads import attachment, etag_of
from app.kit.digests import digest_of
from app.projects import revisions, service
from app.web.project.binary import picture_type

router = APIRouter(prefix="/projects/{name}/files/picture")

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@router.get("")
def picture(name: str, session: Unit, path: Annotated[str, Query(max_length=1000)]) -> Response:
    """A picture's bytes; NotFound for anything else."""
    project = service.get(session, name)
    data = revisions.content(session, revisions.head(session, project), path)
    media_type = picture_type(data)
    if media_type is None:
        raise NotFound("file_unknown", f"{path} is no picture that is shown here. Download it instead.")
    headers = {
        "ETag": etag_of(digest_of(data)),
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": SANDBOX,
        "Content-Disposition": attachment(path.rpartition("/")[2]).replace("attachment", "inline", 1),
    }
    return Response(data, media_type=media_type, headers=headers)
