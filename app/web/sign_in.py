"""Signing in with the access token, where the studio asks for one."""

import asyncio
import re
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from app.http import security
from app.http.deps import Of
from app.web.templating import page

router = APIRouter(include_in_schema=False)

# A path below this server. Two slashes, or a slash and a backslash, would name another one to a browser.
_OWN_PAGE = re.compile(r"/[A-Za-z0-9][A-Za-z0-9/._~%-]*(\?[A-Za-z0-9/._~%=&+-]*)?")

# A wrong token costs this much time: guessing is hopeless anyway, and this keeps it cheap for the server.
WRONG_TOKEN_S = 1.0


Onward = Annotated[str, Query(max_length=2000)]


@router.get("/sign-in")
def sign_in_page(request: Request, studio: Of, onward: Onward = "") -> Response:
    """The form; nothing to sign in to in local mode."""
    if studio.settings.is_local:
        return RedirectResponse("/", 303)
    return page(request, "sign_in.html", error=None, onward=_page_here(onward))


@router.post("/sign-in")
async def sign_in(
    request: Request,
    studio: Of,
    token: Annotated[str, Form(max_length=1000)] = "",
    onward: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Check the token; the cookie is set on the way to the first page, or to the one that asked for it."""
    if not security.is_token(studio.settings, token):
        await asyncio.sleep(WRONG_TOKEN_S)
        error = "This is not the access token. It is what STUDIO_ACCESS_TOKEN was set to."
        return await run_sync(lambda: page(request, "sign_in.html", 401, error=error, onward=_page_here(onward)))
    response = RedirectResponse(_page_here(onward) or "/", 303)
    security.sign_in(studio.settings, response)
    return response


@router.post("/sign-out")
def sign_out() -> Response:
    """Forget the cookie."""
    response = RedirectResponse("/sign-in", 303)
    security.sign_out(response)
    return response


def _page_here(address: str) -> str:
    """The address of a page of ours, or nothing: a link to this form must never lead elsewhere."""
    return address if _OWN_PAGE.fullmatch(address) else ""
