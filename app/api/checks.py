"""Checks and fixes. No unit of work is open while a child reads the sources."""

from collections.abc import Mapping

from fastapi import APIRouter

from app.api import views
from app.api.schemas.checks import CheckOut, CheckRequest, FixOut, FixRequest
from app.db.session import reading, unit_of_work
from app.http.deps import CheckTurn, Of
from app.http.studio import Studio
from app.projects import drafts, service
from app.projects.subject import subject
from app.projects.texts import encoded
from app.projects.unsaved import current, with_drafts

router = APIRouter(prefix="/projects/{name}", tags=["checks"])


@router.post("/check")
def check(name: str, studio: Of, _turn: CheckTurn, body: CheckRequest | None = None) -> CheckOut:
    """What would fail or mislead, told before any build."""
    asked = body or CheckRequest()
    with reading(studio.engine) as session:
        project = service.get(session, name)
        wanted = subject(session, project, with_drafts(session, project, asked.files), adapter=asked.adapter)
    return CheckOut(diagnostics=views.diagnostics_out(studio.checker.check(wanted)))


@router.post("/fix")
def fix(name: str, studio: Of, _turn: CheckTurn, body: FixRequest | None = None) -> FixOut:
    """Mend what has a fix; 409 when the project has moved on since `base`, or meanwhile."""
    asked = body or FixRequest()
    with reading(studio.engine) as session:
        project = service.get(session, name)
        stamps = {draft.path: draft.stamp for draft in current(session, project)}
        wanted = subject(session, project, with_drafts(session, project, asked.files), adapter=asked.adapter)
        base = project.head if asked.base is None else asked.base
    fixed = studio.checker.fix(wanted, asked.ids)
    stores = asked.apply and bool(fixed.files)
    files = {**asked.files, **fixed.files}
    revision = _stored(studio, name, base, files, stamps) if stores else project.head
    left = views.diagnostics_out(fixed.left)
    return FixOut(diff=fixed.diff, files=dict(fixed.files), revision=revision, diagnostics=left)


def _stored(studio: Studio, name: str, base: int, files: dict[str, str | None], stamps: Mapping[str, str]) -> int:
    """What was typed and what was mended, as one revision; its number. The drafts that were mended are in it."""
    changes = {path: None if text is None else encoded(path, text) for path, text in files.items()}
    with unit_of_work(studio.engine) as session:
        project = service.get(session, name)
        revision = service.change_files(session, project, base, changes)
        for path in stamps.keys() & changes.keys():
            drafts.drop(session, project, path, stamps[path], "choice")
        return revision.number
