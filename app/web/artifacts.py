"""Artifacts: the list, adding one, an artifact's own page, its download, deleting it, running it."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.artifacts import service, upload
from app.errors import Conflict, Invalid, LimitExceeded
from app.http.deps import Of, Unit
from app.http.downloads import send_blob
from app.http.problems import status_of
from app.web import artifact_view, questions
from app.web.confirm import ask
from app.web.paging import SHOWN, After, part
from app.web.templating import page

router = APIRouter(prefix="/artifacts")

NO_ERRORS: dict[str, str | None] = {"component": None, "name": None}
Name = Annotated[str, Form(max_length=1000)]


@router.get("")
def list_artifacts(request: Request, session: Unit, after: After = None) -> Response:
    """Artifacts, newest first, and the form to add one."""
    return _listing(request, session, after)


@router.post("")
def add_artifact(
    request: Request, session: Unit, studio: Of, component: Annotated[UploadFile | None, File()] = None, name: Name = ""
) -> Response:
    """Keep a component that was built elsewhere; on a mistake the form again, with the name that was typed."""
    typed = name.strip() or _stem(component)
    try:
        artifact = upload.store(session, studio.blobs, studio.settings, typed, _content(component))
    except (Invalid, LimitExceeded) as error:
        field = "name" if error.code == "invalid_name" else "component"
        return _listing(request, session, None, status_of(error), name=typed, errors={field: error.detail})
    return RedirectResponse(f"/artifacts/{artifact.digest}", 303)


@router.get("/{digest}")
def show_artifact(
    request: Request, digest: str, session: Unit, builds_after: After = None, runs_after: After = None
) -> Response:
    """An artifact's own page."""
    artifact = service.get(session, digest)
    view = artifact_view.artifact_view(session, artifact, builds_after, runs_after)
    return page(request, "artifact.html", **artifact_view.context(view))


@router.get("/{digest}/results")
def stored_results(request: Request, digest: str, session: Unit) -> Response:
    """The newest stored results, for the page after a run from it."""
    view = artifact_view.artifact_view(session, service.get(session, digest))
    return page(request, "artifact/runs.html", view=view)


@router.api_route("/{digest}/component.wasm", methods=["GET", "HEAD"])
def download(request: Request, digest: str, session: Unit, studio: Of) -> Response:
    """The component itself, as an attachment."""
    artifact = service.get(session, digest)
    return send_blob(studio.blobs, digest, service.file_name(artifact), "application/wasm", request.headers)


@router.get("/{digest}/delete")
def ask_to_delete(request: Request, digest: str, session: Unit) -> Response:
    """Ask before an artifact goes, or say why it cannot."""
    artifact = service.get(session, digest)
    return ask(request, questions.delete_artifact(artifact, artifact_view.in_the_way(session, artifact)))


@router.post("/{digest}/delete")
def delete_artifact(request: Request, digest: str, session: Unit, studio: Of) -> Response:
    """Remove an artifact, unless something refers to it."""
    artifact = service.get(session, digest)
    try:
        service.delete(session, artifact)
    except Conflict as conflict:
        return ask(request, questions.delete_artifact(artifact, conflict.detail), status_of(conflict))
    session.commit()  # the bytes go only once the record surely has
    service.drop_bytes(session, studio.blobs, digest)
    studio.precompiled.drop(digest)
    return RedirectResponse("/artifacts", 303)


def _listing(
    request: Request,
    session: Session,
    after: str | None,
    http_status: int = 200,
    name: str = "",
    errors: dict[str, str] | None = None,
) -> Response:
    shown = part(service.page(session, after, SHOWN + 1), lambda artifact: artifact.digest)
    told = {**NO_ERRORS, **(errors or {})}
    context = {"rows": shown.rows, "next": shown.next, "after": after, "name": name, "errors": told}
    return page(request, "artifacts.html", http_status, **context)


def _content(component: UploadFile | None) -> bytes:
    content = component.file.read() if component is not None else b""
    if not content:
        raise Invalid("component_missing", "Choose a file with the component; this one is missing or empty.")
    return content


def _stem(component: UploadFile | None) -> str:
    """The file's name without its folder and extension: what the operator is called unless something is typed."""
    file_name = (component.filename or "") if component is not None else ""
    return file_name.replace("\\", "/").rpartition("/")[2].removesuffix(".wasm")
