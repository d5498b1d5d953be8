"""What is checked of every request before any route sees it.

A page elsewhere can make a browser send requests here, and a name elsewhere can be pointed at this machine (DNS
rebinding). Scripts send neither Origin nor Sec-Fetch-Site, and need neither.
"""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import Forbidden, LimitExceeded, StudioError
from app.http.problems import UnknownHost, problem_of
from app.http.security import sign_in_needed

Answer = Callable[[Request, StudioError], Awaitable[Response]]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FROM_HERE = frozenset({"same-origin", "none"})
STRANGERS_BYTES = 20_000  # the form to sign in, and whatever a script sends by mistake
REFUSED = 4403  # what a refused socket is closed with; before it opens, a browser is only told that it did not
_GUARDED = frozenset({"http", "websocket"})
_CLOSE: Message = {"type": "websocket.close", "code": REFUSED}
_LENGTH = re.compile(r"[0-9]{1,18}")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:\[\]]+)(?::[0-9]{1,5})?")


async def _as_problem(_request: Request, error: StudioError) -> Response:
    return problem_of(error)


class HostGuard:
    """Refuses a request whose Host is not one of ours. ``answer`` makes a response of it, as in every guard."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], answer: Answer = _as_problem) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 421; a socket is closed before it opens."""
        if scope["type"] in _GUARDED and _host_name(Headers(scope=scope)) not in self._hosts:
            if scope["type"] == "websocket":
                await send(_CLOSE)
                return
            response = await self._answer(Request(scope), _host_not_allowed())
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class CrossSiteGuard:
    """Refuses an unsafe request, or a socket, that a browser marks as coming from elsewhere."""

    def __init__(self, app: ASGIApp, answer: Answer = _as_problem) -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 403; a socket is closed before it opens."""
        if _acts(scope) and _is_foreign(Headers(scope=scope)):
            if scope["type"] == "websocket":
                await send(_CLOSE)
                return
            response = await self._answer(Request(scope), _from_elsewhere())
            await response(scope, receive, send)
        else:
            await self._app(scope, receive, send)


class BodyTooLarge(Exception):
    """More bytes came than this request may carry."""


class BodyLimit:
    """Refuses a body that is declared, or turns out, larger than allowed. ``larger`` holds bytes by path, in which
    ``*`` stands for one part.

    Bodies are read before any route sees who sends them, so somebody unknown gets no more than signing in takes.
    """

    def __init__(
        self,
        app: ASGIApp,
        most_bytes: int,
        larger: Mapping[str, int],
        answer: Answer = _as_problem,
        is_known: Callable[[Request], bool] = lambda _: True,
    ) -> None:
        self._app = app
        self._most_bytes = most_bytes
        self._larger = [(re.compile(re.escape(path).replace(r"\*", "[^/]+")), most) for path, most in larger.items()]
        self._answer = answer
        self._is_known = is_known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with a counted body, or answer 413, or 401 to a stranger."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most(scope)
        declared = Headers(scope=scope).get("content-length", "0")
        if not _LENGTH.fullmatch(declared) or int(declared) > most:
            await self._refuse(scope, receive, send, most)
            return
        await self._counted(scope, receive, send, most)

    def _most(self, scope: Scope) -> int:
        found = (most for form, most in self._larger if form.fullmatch(scope["path"]))
        allowed = next(found, self._most_bytes)
        return allowed if self._is_known(Request(scope)) else min(allowed, STRANGERS_BYTES)

    async def _counted(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        received, started = 0, False

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise BodyTooLarge
            return message

        async def send_noted(message: Message) -> None:
            nonlocal started
            if received > most and not started:
                raise BodyTooLarge  # whoever read the body took the first one for a mistake in it
            started = True
            await send(message)

        try:
            await self._app(scope, receive_counted, send_noted)
        except BodyTooLarge:
            if started:
                raise
            await self._refuse(scope, receive, send, most)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, most: int) -> None:
        request = Request(scope)
        response = await self._answer(request, _too_large(most) if self._is_known(request) else sign_in_needed())
        await response(scope, receive, send)


async def _refuse_socket(receive: Receive, send: Send) -> None:
    """Before it is accepted, closing a socket answers its handshake with 403."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def _host_name(headers: Headers) -> str | None:
    """The one Host header without its port, in lower case, IPv6 in brackets; None when it is anything else."""
    given = headers.getlist("host")  # of two, a proxy may have believed the other one
    found = _HOST.fullmatch(given[0].lower()) if len(given) == 1 else None
    return found[1].removesuffix(".") if found else None


def _acts(scope: Scope) -> bool:
    """Whether a request may change something, or opens a socket, which no other rule of browsers keeps to its page."""
    return scope["type"] == "websocket" or (scope["type"] == "http" and scope["method"] not in SAFE_METHODS)


def _is_foreign(headers: Headers) -> bool:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None and site not in FROM_HERE:
        return True
    if origin == "null" and site == "same-origin":
        return False  # a form of a page that sends no referrer; a page in a sandbox counts as cross-site
    # An origin is a scheme and what a Host header holds, nothing more; "null" has no such part.
    return origin is not None and origin.lower().partition("://")[2] != headers.get("host", "").lower()


def _host_not_allowed() -> StudioError:
    detail = (
        "This studio does not answer under that name. Use its own address, or add this one to STUDIO_ALLOWED_HOSTS."
    )
    return UnknownHost("host_not_allowed", detail)


def _from_elsewhere() -> StudioError:
    detail = "This request comes from a page of another site, so it was not carried out. Do it in the studio itself."
    return Forbidden("cross_site", detail)


def _too_large(most: int) -> StudioError:
    detail = f"The body of this request may have at most {most:,} bytes. Send less, or raise the studio's limit."
    return LimitExceeded("body_too_large", detail)
