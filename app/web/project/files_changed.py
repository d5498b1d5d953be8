"""What a change of the project's files answers: to a page the way to it, to htmx the tree and all that names the
newest revision, while the editor and its neighbours stay as they are."""

from typing import Any

from fastapi import Request
from sqlmodel import Session
from starlette.responses import RedirectResponse, Response

from app.db.models import Project
from app.errors import StudioError
from app.http.problems import status_of
from app.projects import drafts, revisions
from app.projects.tree import tree_of
from app.web.project.links import to_file
from app.web.project.save import saved_parts
from app.web.templating import is_fragment, page

Json = dict[str, Any]


def changed(request: Request, session: Session, project: Project, done: Json, path: str | None) -> Response:
    """``done`` is what files/changed.js reads: ``type`` and what it names; ``path`` is what a plain page opens."""
    if not is_fragment(request):
        return to_file(project.name, path) if path else RedirectResponse(f"/projects/{project.name}", 303)
    session.flush()
    return saved_parts(
        request, session, project, "project/files_changed.html", done=done, **tree_context(session, project)
    )


def tree_context(session: Session, project: Project) -> Json:
    """The members that project/files_tree.html needs. Which file is open the page knows by itself."""
    files = revisions.listing(session, revisions.head(session, project))
    unsaved = [draft.path for draft in drafts.of_project(session, project)]
    open_files = {"files": [file.path for file in files], "drafts": unsaved, "draft": None}
    return {"tree": tree_of(files), "open_files": open_files}


def asked(request: Request, project: Project, form: str, error: StudioError | None = None, **context: Any) -> Response:
    """One of the forms in templates/project/files_ask/: in the dialog, or as a page."""
    status = status_of(error) if error else 200
    template = "project/files_ask.html" if is_fragment(request) else "project/files_ask_page.html"
    return page(
        request, template, status, project=project, form=form, error=error, in_dialog=is_fragment(request), **context
    )
