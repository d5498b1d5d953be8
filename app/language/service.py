"""The language servers of a studio: one for each page that has a project open, and no more than there may be."""

from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass

from anyio import CancelScope
from anyio.to_thread import run_sync
from sqlalchemy import Engine

from app.builds.bindings import Bindings
from app.errors import LimitExceeded, NotFound
from app.kit.folders import clear
from app.language.following import Follower
from app.language.laid import Laid
from app.language.places import PROJECT, Foreign, Named, Places, named, read_below
from app.language.relay import Relay
from app.language.server import started
from app.language.session import End, Receive, Session
from app.language.subject import Subject, subject_of
from app.language.workspace import Workspace, laid_out
from app.packages.service import PackageStore
from app.settings import Settings

RESTING_S = 30.0  # after which a page that says nothing gives its server up to one that needs it
MOST_OF_ONE = 4  # pages of one project
Send = Callable[[str], Awaitable[None]]


class Language:
    """Servers by session. It belongs to the event loop; what takes time is done in threads."""

    def __init__(self, settings: Settings, engine: Engine, bindings: Bindings, packages: PackageStore) -> None:
        self._settings, self._engine = settings, engine
        folder = settings.language_dir.absolute()
        clear(folder)
        self.laid = Laid(folder, settings, bindings, packages)
        self._servers = folder / "servers"
        self._threads = ThreadPoolExecutor(max(settings.language_servers, 1), thread_name_prefix="language-servers")
        self._sessions: dict[Session, _At] = {}
        self._is_closed = False

    async def serve(self, name: str, receive: Receive, send: Send) -> End:
        """Code intelligence for one page, until it is over. NotFound for a project that is not there, LimitExceeded
        where too many pages are at work, Conflict when there are no bindings."""
        about = await run_sync(subject_of, self._engine, name)
        session = self._seated(name)
        try:
            async with self._workspace(session, about) as workspace, started(workspace, self._threads) as server:
                follower = Follower(self._engine, self.laid, session, name, about, workspace)
                relay = Relay(server, workspace, send, follower)
                return await session.hold(relay, server, receive, follower.look)
        finally:
            del self._sessions[session]

    def source(self, name: str, uri: str) -> tuple[Named, str]:
        """The text of a file that a page of this project was led to, and that nobody edits; NotFound where there is
        none, or no page has the project open."""
        for places in [at.places for at in list(self._sessions.values()) if at.project == name]:
            try:
                file = named(uri)
                if places is not None and file.place != PROJECT:
                    return file, read_below(places.root(file), file.path)
            except (Foreign, OSError):
                continue
        raise NotFound("language_file_unknown", "There is no such file. Go to it once more from your code.")

    def let_go(self) -> None:
        """End every session, and let none begin."""
        self._is_closed = True
        for session in self._sessions:
            session.stop(End.CLOSED)

    def close(self) -> None:
        """Wait until the children of ended sessions are gone."""
        self._threads.shutdown()

    def _seated(self, name: str) -> Session:
        """A place among the sessions; one that rests gives up its own where there is no other."""
        of_one = [session for session, at in self._sessions.items() if at.project == name]
        if len(of_one) >= MOST_OF_ONE:
            self._make_room(of_one)
        elif len(self._sessions) >= self._settings.language_servers:
            self._make_room(list(self._sessions))
        session = Session(self._settings.language_idle_s)
        self._sessions[session] = _At(name)
        return session

    def _make_room(self, sessions: list[Session]) -> None:
        resting = max(sessions, key=lambda session: session.idle_s, default=None)
        if self._is_closed or resting is None or resting.idle_s < RESTING_S:
            detail = "Too many pages use code intelligence at once. Editing goes on; close a page that you do not need."
            raise LimitExceeded("language_servers_busy", detail)
        resting.stop(End.IDLE)

    @asynccontextmanager
    async def _workspace(self, session: Session, about: Subject) -> AsyncIterator[Workspace]:
        bindings = await run_sync(self.laid.bindings, about.world)
        environment = await run_sync(self.laid.environment, about.files)
        with ExitStack() as stack:
            laid = laid_out(self._servers, about.files, bindings, environment)
            try:
                workspace = await run_sync(stack.enter_context, laid)
                self._sessions[session].places = workspace.places
                yield workspace
            finally:
                with CancelScope(shield=True):
                    await run_sync(stack.close)


@dataclass
class _At:
    """What a session works on; its places are known once its workspace is laid out."""

    project: str
    places: Places | None = None
