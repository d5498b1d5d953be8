"""The way in."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse

router = APIRouter()


@router.get("/")
def home() -> RedirectResponse:
    """The projects; a new studio has one that can be built at once."""
    return RedirectResponse("/projects", 303)
