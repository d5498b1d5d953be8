"""Ways back to the project page."""

from starlette.responses import RedirectResponse

from app.web.project import forms


def to_file(name: str, path: str) -> RedirectResponse:
    """The page with a file open."""
    return RedirectResponse(f"/projects/{name}?file={forms.quoted(path)}", 303)
