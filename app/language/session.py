"""One page's time with a language server: from the socket's opening until one of the two is gone."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from enum import Enum

from app.language.framing import NotFramed
from app.language.pace import Pace
from app.language.relay import Relay
from app.language.server import Server, Stuck

Receive = Callable[[], Awaitable[str | None]]
Look = Callable[[Callable[[], Collection[str]]], Awaitable[bool]]


class End(Enum):
    """Why it is over."""

    PAGE_LEFT = "page left"
    SERVER_STOPPED = "server stopped"
    IDLE = "idle"
    CLOSED = "closed"  # from outside: the studio stops


class Session:
    """It ends by itself when the page has said nothing for ``idle_s``. It belongs to one event loop."""

    def __init__(self, idle_s: float) -> None:
        self._idle_s = idle_s
        self._spoke = time.monotonic()
        loop = asyncio.get_running_loop()
        self._stopped: asyncio.Future[End] = loop.create_future()
        self._introduced = asyncio.Event()
        self._timer = loop.call_later(idle_s, self._look)

    @property
    def idle_s(self) -> float:
        """For how long the page has said nothing."""
        return time.monotonic() - self._spoke

    def stop(self, end: End) -> None:
        """End it."""
        if not self._stopped.done():
            self._stopped.set_result(end)

    async def hold(self, relay: Relay, server: Server, receive: Receive, look: Look) -> End:
        """Pass messages on until it is over. ``look`` waits, and says whether the project changed elsewhere."""
        tasks = [
            asyncio.create_task(self._from_page(relay, receive)),
            asyncio.create_task(self._from_server(relay, server)),
            asyncio.create_task(self._from_elsewhere(relay, look)),
        ]
        try:
            done, _ = await asyncio.wait([*tasks, self._stopped], return_when=asyncio.FIRST_COMPLETED)
            return next(iter(done)).result()
        finally:
            self._timer.cancel()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _from_page(self, relay: Relay, receive: Receive) -> End:
        pace = Pace()
        await self._introduced.wait()
        try:
            while (text := await receive()) is not None:
                self._spoke = time.monotonic()
                await pace.take(len(text))
                await relay.from_page(text)
        except (Stuck, OSError):
            return End.SERVER_STOPPED
        return End.PAGE_LEFT

    async def _from_server(self, relay: Relay, server: Server) -> End:
        try:
            if await relay.introduce():
                self._introduced.set()
                while (body := await server.receive()) is not None:
                    await relay.from_server(body)
        except (NotFramed, Stuck, OSError):
            pass
        return End.SERVER_STOPPED

    async def _from_elsewhere(self, relay: Relay, look: Look) -> End:
        await self._introduced.wait()
        try:
            while True:
                if await look(relay.opened):
                    await relay.refresh()
        except (Stuck, OSError):
            return End.SERVER_STOPPED

    def _look(self) -> None:
        """End it if it is idle, or else look again when it may be."""
        left = self._idle_s - self.idle_s
        if left <= 0:
            self.stop(End.IDLE)
        else:
            self._timer = asyncio.get_running_loop().call_later(left, self._look)
