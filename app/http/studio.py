"""Everything a request may need, wired once in app.main."""

import asyncio
from dataclasses import dataclass, field

from sqlalchemy import Engine
from starlette.requests import HTTPConnection

from app.artifacts.precompiled import Precompiled
from app.builds.bindings import Bindings
from app.importing.reader import ProjectReader
from app.language.service import Language
from app.operators.checker import Checker
from app.packages.service import PackageStore
from app.payloads.reading.reader import Reader
from app.queue.base import Queue
from app.queue.signals import Signals
from app.runs.looks import Looks
from app.runs.previews import Previews
from app.sandbox.pool import Pool
from app.sandbox.walls import Walls
from app.settings import Settings
from app.sharing.throttle import Throttles
from app.storage.blobs import Blobs

CHECKS = 8  # requests that have sources checked, at once
WRITERS = 16  # requests that may write, at once: well below the number of the server's threads (anyio: 40)


@dataclass(frozen=True)
class Studio:
    """One running studio."""

    settings: Settings
    engine: Engine
    blobs: Blobs
    queue: Queue
    signals: Signals
    precompiled: Precompiled
    bindings: Bindings
    checker: Checker
    reader: Reader
    importer: ProjectReader
    looks: Looks
    language: Language
    packages: PackageStore
    runs: Pool
    previews: Previews
    walls: Walls
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(WRITERS))
    throttles: Throttles = field(default_factory=Throttles)
    replay_turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))  # of strangers
    check_turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CHECKS))


def get_studio(request: HTTPConnection) -> Studio:
    """The studio that serves this request or socket."""
    studio: Studio = request.app.state.studio
    return studio
