"""What the editor asks about a file, and sends of it by itself. In JSON: a script on our own page reads the answers."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from app.db.models import Draft
from app.http.deps import Unit
from app.operators.files import LARGEST_FILE, LONGEST_PATH, check_path
from app.projects import aside, drafts, revisions, service
from app.projects.drafts import Typed
from app.projects.texts import encoded
from app.web.project.history import MOST_NUMBER
from app.web.project.texts import opened

router = APIRouter(prefix="/projects/{name}")

Path = Annotated[str, Field(max_length=LONGEST_PATH)]
Stamp = Annotated[str | None, Field(max_length=26)]
Text = Annotated[str, Field(max_length=LARGEST_FILE)]
Base = Annotated[int, Field(ge=1, le=MOST_NUMBER)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    path: Path


class DraftIn(_In):
    """A text as it is typed; ``over`` after its writer has chosen it against the draft that is there."""

    text: Text
    base: Base
    stamp: Stamp = None
    over: bool = False


class DraftGone(_In):
    """A text that is given up; ``aside`` keeps it among those that can be had back."""

    stamp: Stamp = None
    aside: bool = False


class AsideIn(_In):
    """A text that gave way to another one."""

    text: Text
    base: Base


@router.get("/source")
def source(name: str, session: Unit, path: Annotated[str, Query(max_length=1000)]) -> JSONResponse:
    """A file of the newest revision with its draft; ``text`` is null where it is no text."""
    project = service.get(session, name)
    file = opened(path, revisions.content(session, revisions.head(session, project), path))
    draft = drafts.find(session, project, path)
    head = str(project.head)
    about = {"path": path, "text": file.content, "size": file.size, "language": file.language}
    return _json(about | {"head": head, "base": head, "draft": draft and draft_out(draft)})


@router.put("/drafts")
def keep(name: str, body: DraftIn, session: Unit) -> JSONResponse:
    """Keep a text as the draft of its file; 409 with both texts where the draft there is one that was not seen."""
    project = service.get(session, name)
    typed = Typed(body.path, body.text, body.base, body.stamp)
    found = drafts.keep(session, project, typed, over=body.over)
    if isinstance(found, Draft):
        both = {"mine": body.text, "theirs": found.content.decode()}
        return _json(both | {"base_text": drafts.started_from(session, project, found), "head": project.head,
                             "stamp": found.stamp}, 409)  # fmt: skip
    stamp, at = (found.draft.stamp, found.draft.at.isoformat()) if found.draft else (None, None)
    return _json({"stamp": stamp, "at": at, "head": project.head, "moved": found.moved})


@router.delete("/drafts")
def give_up(name: str, body: DraftGone, session: Unit) -> JSONResponse:
    """Forget a draft; somebody else's stays."""
    project = service.get(session, name)
    drafts.drop(session, project, body.path, body.stamp, "given-up" if body.aside else None)
    return _json({"stamp": None, "at": None, "head": project.head, "moved": False})


@router.post("/drafts/aside")
def set_aside(name: str, body: AsideIn, session: Unit) -> JSONResponse:
    """Keep a text that gives way to another one."""
    project = service.get(session, name)
    check_path(body.path)
    aside.put(session, project, body.path, body.base, encoded(body.path, body.text), "choice")
    return _json({"head": project.head})


def draft_out(draft: Draft) -> dict[str, Any]:
    """A draft as the editor takes it."""
    return {
        "text": draft.content.decode(),
        "base": str(draft.base),
        "stamp": draft.stamp,
        "at": draft.at.isoformat(),
    }


def _json(content: dict[str, Any], status: int = 200) -> JSONResponse:
    return JSONResponse(content, status, headers={"Cache-Control": "no-store"})
