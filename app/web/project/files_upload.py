"""Uploading files into a project: a few, or whole folders, of any kind."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from app.db.models import Project
from app.errors import Invalid, LimitExceeded, StudioError
from app.http.deps import Unit
from app.http.problems import status_of
from app.operators.files import LARGEST_FILE, MOST_FILES
from app.projects import service, uploads
from app.projects.uploads import Existing, Taken
from app.web.project import forms
from app.web.project.files_changed import asked, changed
from app.web.project.forms import Form
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/projects/{name}/files/upload")

WAYS = (
    (Existing.ASK, "Ask first"),
    (Existing.REPLACE, "Replace what is there"),
    (Existing.KEEP, "Keep both"),
    (Existing.SKIP, "Skip those"),
)


@router.get("")
def upload_form(
    request: Request, name: str, session: Unit, folder: Annotated[str, Query(max_length=1000)] = ""
) -> Response:
    """Ask for the files."""
    return _form(request, service.get(session, name), folder.rstrip("/"), Existing.ASK)


@router.post("")
def upload(request: Request, name: str, form: Form, session: Unit) -> Response:
    """Store what was chosen as one revision; names that are there already are told first."""
    project = service.get(session, name)
    folder, existing = forms.text(form, "folder").strip().strip("/"), _existing(form)
    try:
        taken = uploads.put(session, project, _given(form, folder), existing)
    except StudioError as error:
        session.rollback()
        return _refused(request, project, folder, existing, error)
    return changed(request, session, project, _done(taken), _opened(taken))


def _existing(form: FormData) -> Existing:
    """What the buttons beside the refusal say, or else the field."""
    chosen = forms.text(form, "then") or forms.text(form, "existing")
    return Existing(chosen) if chosen in set(Existing) else Existing.ASK


def _given(form: FormData, folder: str) -> dict[str, bytes]:
    """What was chosen, by path. None is read further than a file may be long."""
    parts = [part for _, part in form.multi_items() if isinstance(part, UploadFile) and part.filename]
    if len(parts) > MOST_FILES:
        detail = f"These are {len(parts)} files; a project has at most {MOST_FILES}. Choose fewer."
        raise LimitExceeded("too_many_files", detail, limit=MOST_FILES)
    given: dict[str, bytes] = {}
    for part in parts:
        path = f"{folder}/{part.filename}" if folder else str(part.filename)
        if path in given:
            raise Invalid("file_twice", f"There are two files of the name {path[:200]}. Give each a name of its own.")
        given[path] = part.file.read(LARGEST_FILE + 1)
    return given


def _done(taken: Taken) -> dict[str, object]:
    return {
        "type": "uploaded",
        "added": len(taken.added) + len(taken.renamed),
        "replaced": taken.replaced,
        "skipped": len(taken.skipped),
        "open": _opened(taken),
    }


def _opened(taken: Taken) -> str | None:
    """A single new file is opened; of many, none is the one."""
    fresh = [*taken.added, *taken.renamed.values()]
    return fresh[0] if len(fresh) == 1 and not taken.replaced else None


def _form(
    request: Request, project: Project, folder: str, existing: Existing, error: StudioError | None = None
) -> Response:
    return asked(
        request, project, "upload", error,
        folder=folder, existing=existing, existing_ways=WAYS, largest=LARGEST_FILE, path=folder,
    )  # fmt: skip


def _refused(request: Request, project: Project, folder: str, existing: Existing, error: StudioError) -> Response:
    """In the dialog only what is wrong, so that the chosen files stay chosen."""
    if not is_fragment(request):
        return _form(request, project, folder, existing, error)
    context = {"error": error, "existing_ways": WAYS, "in_dialog": True}
    response = page(request, "project/files_ask/upload_refused.html", status_of(error), **context)
    response.headers["HX-Retarget"] = "#upload-notice"
    response.headers["HX-Reswap"] = "innerHTML"
    return response
