"""Two revisions of a project side by side."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.http.deps import Unit
from app.projects import revisions, service
from app.web.project.comparing import MOST_FILES, changed_paths, changes
from app.web.project.history import MOST_NUMBER
from app.web.templating import page

router = APIRouter(prefix="/projects/{name}/revisions")

Number = Annotated[int, Query(ge=1, le=MOST_NUMBER)]


@router.get("/compare")
def compare(
    request: Request,
    name: str,
    session: Unit,
    older: Number,
    newer: Number,
    file: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """What differs between two revisions, or in one file of them."""
    project = service.get(session, name)
    first, second = (revisions.numbered(session, project, number) for number in sorted((older, newer)))
    differing = changed_paths(session, first, second)
    paths = [path for path in differing if path == file] if file else differing[:MOST_FILES]
    return page(
        request,
        "project/compare.html",
        project=project,
        older=first,
        newer=second,
        differing=differing,
        changes=changes(session, first, second, paths),
        file=file,
    )
