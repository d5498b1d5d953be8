"""Signing in with the access token, where the studio asks for one."""

import asyncio
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from app.http import security
from app.http.deps import Of
from app.web.templating import page

router = APIRouter(include_in_schema=False)

# A wrong token costs this much time: guessing is hopeless anyway, and this keeps it cheap for the server.
WRONG_TOKEN_S = 1.0


@router.get("/sign-in")
def sign_in_page(request: Request, studio: Of) -> Response:
    """The form; nothing to sign in to in local mode."""
    if studio.settings.is_local:
        return RedirectResponse("/", 303)
    return page(request, "sign_in.html", error=None)


@router.post("/sign-in")
async def sign_in(request: Request, studio: Of, token: Annotated[str, Form(max_length=1000)] = "") -> Response:
    """Check the token; the cookie is set on the way to the first page."""
    if not security.is_token(studio.settings, token):
        await asyncio.sleep(WRONG_TOKEN_S)
        error = "This is not the access token. It is what STUDIO_ACCESS_TOKEN was set to."
        return await run_sync(lambda: page(request, "sign_in.html", 401, error=error))
    response = RedirectResponse("/", 303)
    security.sign_in(studio.settings, response)
    return response


@router.post("/sign-out")
def sign_out() -> Response:
    """Forget the cookie."""
    response = RedirectResponse("/sign-in", 303)
    security.sign_out(response)
    return response
