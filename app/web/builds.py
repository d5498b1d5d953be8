"""A build's own page: what it was asked, how far it is, what it printed, how it ended."""

from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from app.builds import service
from app.db import events
from app.db.models import Build, Project
from app.http.deps import Of, Unit
from app.http.downloads import attachment
from app.http.studio import Studio
from app.web.project.build_view import panel
from app.web.templating import is_fragment, page

router = APIRouter(prefix="/builds")


@router.get("/{build_id}")
def show_build(request: Request, build_id: str, session: Unit, studio: Of) -> Response:
    """The page."""
    return page(request, "build.html", **_context(session, studio, service.get(session, build_id)))


@router.get("/{build_id}/state")
def build_state(request: Request, build_id: str, session: Unit, studio: Of) -> Response:
    """Everything but the log, as it is now: what the page asks for while the build goes on."""
    return _state(request, session, studio, build_id)


@router.get("/{build_id}/log.txt")
def download_log(build_id: str, session: Unit) -> Response:
    """The whole log as plain text."""
    build = service.get(session, build_id)
    lines = (event.data["text"] for event in events.of_kind(session, build_id, "log"))
    headers = {"Content-Disposition": attachment(f"{build.project_name}-r{build.revision}-{build_id}.log.txt")}
    return PlainTextResponse("".join(f"{line}\n" for line in lines), headers=headers)


@router.post("/{build_id}/cancel")
def cancel_build(request: Request, build_id: str, session: Unit, studio: Of) -> Response:
    """Stop a build."""
    service.cancel(session, service.get(session, build_id))
    session.commit()  # a stream looks at the row as soon as it is told
    studio.signals.notify(build_id)
    if is_fragment(request):
        return _state(request, session, studio, build_id)
    return RedirectResponse(f"/builds/{build_id}", 303)


def _state(request: Request, session: Session, studio: Studio, build_id: str) -> Response:
    build = service.get(session, build_id)
    template = "build_state/ended.html" if build.status.is_final else "build_state/going.html"
    return page(request, template, **_context(session, studio, build))


def _context(session: Session, studio: Studio, build: Build) -> dict[str, Any]:
    """What the page and its fragments show; ``project`` is None once it is deleted."""
    took = (build.finished_at - build.started_at).total_seconds() if build.finished_at and build.started_at else None
    project = session.get(Project, build.project_id)
    return {"build": build, "panel": panel(session, studio, build), "project": project, "took": took}
