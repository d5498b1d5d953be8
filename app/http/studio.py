"""Everything a request may need, wired once in app.main."""

from dataclasses import dataclass

from fastapi import Request
from sqlalchemy import Engine

from app.artifacts.precompiled import Precompiled
from app.builds.bindings import Bindings
from app.queue.base import Queue
from app.queue.signals import Signals
from app.sandbox.walls import Walls
from app.settings import Settings
from app.storage.blobs import Blobs


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
    walls: Walls


def get_studio(request: Request) -> Studio:
    """The studio that serves this request."""
    studio: Studio = request.app.state.studio
    return studio
