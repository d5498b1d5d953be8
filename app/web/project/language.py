"""Code intelligence for the page of a project: a socket to a language server of its own."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.db.session import reading
from app.errors import Conflict, LimitExceeded, NotFound, StudioError
from app.http.deps import CheckTurn, Of
from app.http.studio import get_studio
from app.language.relay import MOST_BYTES
from app.language.session import End
from app.operators.files import LARGEST_FILE, LONGEST_PATH
from app.projects import service

router = APIRouter(prefix="/projects/{name}")

GONE, STOPPED, TOO_LARGE = 1000, 1011, 1009
UNKNOWN, IDLE, BUSY = 4404, 4408, 4429
_CODES = {End.PAGE_LEFT: GONE, End.SERVER_STOPPED: STOPPED, End.IDLE: IDLE, End.CLOSED: STOPPED}
_REFUSALS: tuple[tuple[type[StudioError], int], ...] = ((NotFound, UNKNOWN), (LimitExceeded, BUSY), (Conflict, STOPPED))


NOT_KEPT = {"Cache-Control": "no-store"}


class FormatIn(BaseModel):
    """A text to be formatted."""

    model_config = ConfigDict(extra="forbid", strict=True)

    path: Annotated[str, Field(max_length=LONGEST_PATH)]
    text: Annotated[str, Field(max_length=LARGEST_FILE)]


@router.post("/format")
def formatted(name: str, body: FormatIn, studio: Of, _turn: CheckTurn) -> JSONResponse:
    """The text with its imports in order and laid out as ruff does it; 422 where Python cannot read it."""
    with reading(studio.engine) as session:
        service.get(session, name)
    return JSONResponse({"text": studio.checker.formatted(body.path, body.text)}, headers=NOT_KEPT)


@router.get("/language/source")
def source(name: str, studio: Of, uri: Annotated[str, Query(max_length=2000)]) -> JSONResponse:
    """A file of the bindings, the packages or Python's own library, to be read only."""
    file, text = studio.language.source(name, uri)
    return JSONResponse({"path": file.shown, "text": text, "language": "python"}, headers=NOT_KEPT)


@router.websocket("/language")
async def converse(socket: WebSocket, name: str) -> None:
    """JSON-RPC, one message a frame. It opens in any case, since a browser only learns why an open socket is closed."""
    await socket.accept()
    page = _Page(socket)
    try:
        code = _CODES[await get_studio(socket).language.serve(name, page.receive, page.send)]
    except StudioError as error:
        code = next((code for kind, code in _REFUSALS if isinstance(error, kind)), STOPPED)
    await page.close(page.fault or code)


class _Page:
    """The socket as a conversation of texts."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._is_there = True
        self.fault: int | None = None

    async def receive(self) -> str | None:
        """What the page says; None once it is gone, or has said what no page says."""
        message = await self._socket.receive()
        text = message.get("text")
        if message["type"] != "websocket.receive":
            self._is_there = False
        elif not isinstance(text, str) or len(text) > MOST_BYTES:
            self.fault = TOO_LARGE
            text = None
        return text

    async def send(self, text: str) -> None:
        """Tell the page; into the void where it has gone."""
        try:
            await self._socket.send_text(text)
        except WebSocketDisconnect:
            self._is_there = False

    async def close(self, code: int) -> None:
        """Close the socket, if it is open still."""
        if self._is_there:
            await self._socket.close(code)
