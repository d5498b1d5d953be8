"""Older revisions of a project: reading them, and going back to one."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from app.http.deps import Unit
from app.operators.names import entry_path
from app.projects import revisions, service
from app.web.project import forms
from app.web.project.forms import Form
from app.web.project.texts import opened
from app.web.templating import page

router = APIRouter(prefix="/projects/{name}/revisions")

SHOWN = 50
MOST_NUMBER = 2**31 - 1  # no revision has a greater number, and no database a greater integer everywhere
Before = Annotated[int | None, Query(ge=1, le=MOST_NUMBER)]
Number = Annotated[int, Path(ge=1, le=MOST_NUMBER)]


@router.get("")
def list_revisions(request: Request, name: str, session: Unit, before: Before = None) -> Response:
    """All revisions, newest first, in parts."""
    project = service.get(session, name)
    rows = revisions.history(session, project, before, SHOWN + 1)
    following = rows[SHOWN - 1].number if len(rows) > SHOWN else None
    return page(request, "project/revisions.html", project=project, rows=rows[:SHOWN], next=following)


@router.get("/{number}")
def show_revision(
    request: Request,
    name: str,
    number: Number,
    session: Unit,
    file: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """One revision's files, to be read."""
    project = service.get(session, name)
    revision = revisions.numbered(session, project, number)
    files = revisions.listing(session, revision)
    paths = [each.path for each in files]
    entry = entry_path(name)
    path = file or (entry if entry in paths else paths[0])
    data = revisions.content(session, revision, path)
    return page(
        request, "project/revision.html", project=project, revision=revision, files=files, open=opened(path, data)
    )


@router.post("/{number}/label")
def name_revision(name: str, number: Number, form: Form, session: Unit) -> Response:
    """Give a revision a name, or take it away; what it holds stays as it is."""
    project = service.get(session, name)
    revisions.name(session, revisions.numbered(session, project, number), forms.text(form, "label"))
    return RedirectResponse(f"/projects/{name}/revisions/{number}", 303)


@router.post("/{number}/restore")
def restore(name: str, number: Number, session: Unit) -> Response:
    """Make the files of an older revision the newest one; nothing of the history goes."""
    project = service.get(session, name)
    wanted = revisions.contents(session, revisions.numbered(session, project, number))
    present = revisions.listing(session, revisions.head(session, project))
    gone = {file.path for file in present} - wanted.keys()
    changes: dict[str, bytes | None] = {**wanted, **dict.fromkeys(gone)}
    service.change_files(session, project, project.head, changes)
    return RedirectResponse(f"/projects/{name}", 303)
