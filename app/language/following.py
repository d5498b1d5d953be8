"""What becomes of a project while a page has it open, whoever changes it: another tab, a script, or a build that has
fetched its packages."""

import asyncio
from collections.abc import Callable, Collection
from typing import Any

from anyio.to_thread import run_sync
from sqlalchemy import Engine

from app.language.laid import Laid
from app.language.session import End, Session
from app.language.subject import Mark, Subject, mark_of, subject_of
from app.language.workspace import Workspace
from app.operators.packages.requirements import PATH as REQUIREMENTS

LOOK_S = 2.0


class Follower:
    """Brings a workspace up to date. The bindings and packages of a server stay what they are: where others are needed,
    it ends and the page begins again."""

    def __init__(
        self, engine: Engine, laid: Laid, session: Session, name: str, about: Subject, workspace: Workspace
    ) -> None:
        self._engine, self._laid, self._session, self._name = engine, laid, session, name
        self._about, self._workspace = about, workspace
        self._mark: Mark | None = None
        self._turn = asyncio.Lock()

    async def __call__(self) -> list[dict[str, Any]]:
        """Lay out what is new, and answer the protocol's changes."""
        async with self._turn:
            mark = await run_sync(mark_of, self._engine, self._name)
            about = await run_sync(subject_of, self._engine, self._name)
            if about.fixed != self._about.fixed:
                self._session.stop(End.SERVER_STOPPED)
                return []
            changes = await run_sync(self._workspace.write, about.files)
            self._about, self._mark = about, mark
            places = self._workspace.places
            return [{"uri": places.real(file.uri), "type": how} for file, how in changes]

    async def look(self, opened: Callable[[], Collection[str]]) -> bool:
        """Wait a while; whether there is something new by then in files that the page has not ``opened``."""
        await asyncio.sleep(LOOK_S)
        if await run_sync(self._has_packages_now):
            self._session.stop(End.SERVER_STOPPED)
            return False
        present = await run_sync(mark_of, self._engine, self._name)
        return self._mark is None or present.differs(self._mark, opened())

    def _has_packages_now(self) -> bool:
        """They are there once a build has fetched them."""
        is_without = REQUIREMENTS in self._about.files and not self._workspace.has_packages
        return is_without and self._laid.environment(self._about.files) is not None
