"""Pages, fragments and JSON go out compressed. Nothing else does: what has an entity tag or is sent in parts stays as
it is, so that a stream of events is never held back and a download can be resumed."""

import gzip

from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.encodings import GZIP, LEVEL, SMALLEST, takes_gzip

TYPES = frozenset({"text/html", "application/json", "application/problem+json"})
OWN_RULES = ("content-encoding", "content-disposition", "content-range", "etag")
LARGE = 100_000  # bytes; more is compressed beside the event loop


class Compress:
    """Compresses whole answers of a few types for clients that take gzip."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; the answer may come out smaller."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, is_wanted=takes_gzip(Headers(scope=scope)) and scope["method"] != "HEAD")
        await self._app(scope, receive, answer.send)


class _Answer:
    """Holds the head of one answer back until its first part shows whether that part is all of it."""

    def __init__(self, send: Send, *, is_wanted: bool) -> None:
        self._send = send
        self._is_wanted = is_wanted
        self._head: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_ours(MutableHeaders(scope=message)):
            self._head = message
            return
        if self._head is not None:
            head, self._head = self._head, None
            if message["type"] == "http.response.body":
                await self._compress(head, message)
            await self._send(head)
        await self._send(message)

    async def _compress(self, head: Message, message: Message) -> None:
        body = message.get("body", b"")
        if message.get("more_body") or len(body) < SMALLEST:
            return
        headers = MutableHeaders(scope=head)
        headers.add_vary_header("Accept-Encoding")
        if not self._is_wanted:
            return
        small = await run_sync(_squeezed, body) if len(body) > LARGE else _squeezed(body)
        message["body"] = small
        headers["Content-Encoding"] = GZIP
        headers["Content-Length"] = str(len(small))


def _is_ours(headers: MutableHeaders) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in TYPES and not any(name in headers for name in OWN_RULES)


def _squeezed(body: bytes) -> bytes:
    return gzip.compress(body, LEVEL, mtime=0)
