"""Between a page and its language server: every message is looked at, both ways.

A page speaks JSON-RPC, one object a message. What it may ask is in ``methods.py``, of which files in ``places.py``; it
never introduces itself to the server, which would take settings from it. Numbers of requests are our own on the
server's side, so that an answer can only be one to what was let through.
"""

import itertools
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from app.language import methods
from app.language.completions import offered
from app.language.diagnostics import shown_diagnostics
from app.language.places import PROJECT, Foreign, named
from app.language.server import Server
from app.language.translation import edits_outward, inward, outward
from app.language.workspace import Workspace

MOST_BYTES = 2 << 20  # of a message to or from a page
MOST_PENDING = 100  # questions at once
MOST_DOCUMENTS = 300  # open at once
_LONGEST_ID = 100
NOT_JSON, NO_REQUEST, UNKNOWN, REFUSED, TOO_MUCH = -32700, -32600, -32601, -32602, -32000

Send = Callable[[str], Awaitable[None]]
Refresh = Callable[[], Awaitable[list[dict[str, Any]]]]
Id = int | str


@dataclass(frozen=True)
class _Asked:
    """A page's question that the server has not answered."""

    id: Id
    method: str


class Relay:
    """One page and its server. ``refresh`` brings the workspace up to date and answers the protocol's changes."""

    def __init__(self, server: Server, workspace: Workspace, send: Send, refresh: Refresh) -> None:
        self._server, self._send, self._refresh = server, send, refresh
        self._workspace, self._places = workspace, workspace.places
        self._numbers = itertools.count(1)
        self._pending: dict[int, _Asked] = {}
        self._open: set[str] = set()
        self._offered: dict[str, Any] = {}

    async def introduce(self) -> bool:
        """Begin with the server, in our words; False where it ends before it has answered."""
        request = methods.initialize(self._workspace.sources.as_uri(), str(self._workspace.settings))
        await self._to_server(id=0, method=methods.INITIALIZE, params=request)
        while (body := await self._server.receive()) is not None:
            message = _object(body)
            if message.get("id") == 0 and "method" not in message:
                self._offered = methods.offered(_part(message, "result"))
                await self._to_server(method=methods.INITIALIZED, params={})
                return True
        return False

    async def from_page(self, text: str) -> None:
        """Pass on what a page says, or answer it."""
        try:
            message = _message(text)
        except ValueError:
            await self._refuse(None, NOT_JSON, "This is no JSON object.")
            return
        asked, method = message.get("id"), message.get("method")
        if not isinstance(method, str) or not (asked is None or _is_id(asked)):
            await self._refuse(None, NO_REQUEST, "This is neither a request nor a notification.")
            return
        try:
            await self._dispatch(asked, method, _part(message, "params"))
        except RecursionError:  # the parser goes deeper than whoever walks through what it read
            await self._refuse(asked, NO_REQUEST, "This is nested too deeply.")

    async def from_server(self, body: bytes) -> None:
        """Pass on what the server says, if a page may hear it; what it asks is answered here."""
        message = _object(body)
        number, method = message.get("id"), message.get("method")
        if isinstance(method, str) and number is not None:
            await self._answer_server(number, method, _part(message, "params"))
        elif method == methods.DIAGNOSTICS:
            await self._diagnosed(_part(message, "params"))
        elif isinstance(number, int) and (asked := self._pending.pop(number, None)) is not None:
            await self._answered(asked, message)

    async def refresh(self) -> None:
        """Bring the files up to date that the page has not opened."""
        changes = await self._refresh()
        if changes:
            await self._to_server(method=methods.WATCHED, params={"changes": changes})

    def opened(self) -> frozenset[str]:
        """The paths of the project's files that the page has opened: it tells itself what becomes of them."""
        files = map(named, self._open)
        return frozenset(str(file.path) for file in files if file.place == PROJECT)

    async def _dispatch(self, asked: Id | None, method: str, params: dict[str, Any]) -> None:
        if asked is None:
            await self._told(method, params)
        else:
            await self._asked(_Asked(asked, method), params)

    async def _asked(self, asked: _Asked, params: dict[str, Any]) -> None:
        if asked.method == methods.INITIALIZE:
            await self._to_page(id=asked.id, result=self._offered)
        elif asked.method == methods.REFRESH:
            await self.refresh()
            await self._to_page(id=asked.id, result=None)
        elif asked.method not in methods.REQUESTS:
            await self._refuse(asked.id, UNKNOWN, "The studio does not offer this.")
        elif len(self._pending) >= MOST_PENDING:
            await self._refuse(asked.id, TOO_MUCH, "Too many questions are open. Wait for their answers.")
        else:
            await self._ask(asked, params)

    async def _ask(self, asked: _Asked, params: dict[str, Any]) -> None:
        try:
            allowed = inward(methods.of_request(params), self._places)
        except Foreign:
            await self._refuse(
                asked.id, REFUSED, "Only sources of the project, its bindings and packages can be named."
            )
            return
        number = next(self._numbers)
        self._pending[number] = asked
        await self._to_server(id=number, method=asked.method, params=allowed)

    async def _told(self, method: str, params: dict[str, Any]) -> None:
        if method == methods.REFRESH:
            await self.refresh()
        elif method == methods.CANCEL:
            await self._cancel(params.get("id"))
        elif method in methods.DOCUMENTS:
            await self._document(method, params)

    async def _document(self, method: str, params: dict[str, Any]) -> None:
        """Sources are opened and changed as they are typed; all else may be opened to be asked about, and stays as it
        is. What cannot be done is left undone: nobody waits for an answer."""
        try:
            file = named(_part(params, "textDocument").get("uri"))
            allowed = inward(methods.of_document(method, params), self._places)
        except Foreign:
            return
        is_open = file.uri in self._open
        if method == methods.OPEN and not is_open and len(self._open) < MOST_DOCUMENTS:
            self._open.add(file.uri)
        elif method == methods.CLOSE and is_open:
            self._open.remove(file.uri)
        elif not (method == methods.CHANGE and is_open and file.place == PROJECT):
            return
        await self._to_server(method=method, params=allowed)

    async def _cancel(self, wanted: Any) -> None:
        number = next((number for number, asked in self._pending.items() if asked.id == wanted), None)
        if number is not None:
            await self._to_server(method=methods.CANCEL, params={"id": number})

    async def _answer_server(self, number: Any, method: str, params: dict[str, Any]) -> None:
        """It has its settings, and what it announces beyond that nobody needs."""
        items = params.get("items")
        result = [None] * len(items) if method == "workspace/configuration" and isinstance(items, list) else None
        await self._to_server(id=number, result=result)

    async def _answered(self, asked: _Asked, message: dict[str, Any]) -> None:
        if "error" in message:
            await self._refuse(asked.id, _code(message["error"]), "The language server could not answer this.")
            return
        try:
            translate = edits_outward if asked.method == "textDocument/rename" else outward
            result = translate(message.get("result"), self._places)
            if asked.method == "textDocument/completion":
                result = offered(result)
        except Foreign:
            await self._refuse(asked.id, REFUSED, "This name is defined outside of the project and stays as it is.")
            return
        if not await self._to_page(id=asked.id, result=result):
            await self._refuse(asked.id, TOO_MUCH, "The answer is too large to be shown.")

    async def _diagnosed(self, params: dict[str, Any]) -> None:
        address = self._places.shown(str(params.get("uri")))
        if address is not None and address in self._open and named(address).place == PROJECT:
            found = shown_diagnostics(params.get("diagnostics"), self._places)
            version = {"version": params["version"]} if isinstance(params.get("version"), int) else {}
            await self._to_page(method=methods.DIAGNOSTICS, params={"uri": address, **version, "diagnostics": found})

    async def _refuse(self, asked: Id | None, code: int, message: str) -> None:
        await self._to_page(id=asked, error={"code": code, "message": message})

    async def _to_page(self, **message: Any) -> bool:
        """Whether it was short enough to be sent."""
        text = json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":"))  # ASCII: as long as its bytes
        if len(text) > MOST_BYTES:
            return False
        await self._send(text)
        return True

    async def _to_server(self, **message: Any) -> None:
        """As UTF-8, in which half of a surrogate pair becomes a question mark."""
        text = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False, separators=(",", ":"))
        await self._server.send(text.encode(errors="replace"))


def _message(text: str) -> dict[str, Any]:
    """ValueError for what is no object."""
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _object(body: bytes) -> dict[str, Any]:
    """A server's message; an empty one for what is none."""
    try:
        return _message(body.decode())
    except ValueError:
        return {}


def _part(message: dict[str, Any], name: str) -> dict[str, Any]:
    found = message.get(name)
    return found if isinstance(found, dict) else {}


def _is_id(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST_ID
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 53


def _code(error: Any) -> int:
    found = error.get("code") if isinstance(error, dict) else None
    return found if isinstance(found, int) else TOO_MUCH
