"""Alive, and ready: for whoever looks after the server. No owner needed, and nothing told that needs one."""

from collections.abc import Callable

from fastapi import APIRouter, Response
from sqlmodel import select

from app.api.schemas.health import Health, Readiness
from app.builds.service import JOB as BUILD
from app.db.session import reading
from app.http.deps import Of
from app.http.studio import Studio
from app.runs.previews import FAILED, ORDER, PREPARING, READY
from app.runs.service import JOB as RUN

router = APIRouter(tags=["health"])

OK = "ok"
_WORDS = {PREPARING: "being prepared", FAILED: "not available"}


@router.get("/healthz")
def healthz() -> Health:
    """The process answers."""
    return Health(status="ok")


@router.get("/readyz", responses={503: {"model": Readiness}})
def readyz(studio: Of, response: Response) -> Readiness:
    """Database, storage, queue and workers, each by itself."""
    checks = {
        "database": _outcome(lambda: _database(studio)),
        "storage": _outcome(studio.blobs.check),
        "queue": _workers(studio, RUN),
        "build worker": _workers(studio, BUILD),
    }
    ready = all(result == OK for result in checks.values())
    response.status_code = 200 if ready else 503
    notes = [*studio.walls.missing(), *_previews(studio)]
    return Readiness(status="ready" if ready else "not ready", checks=checks, notes=notes)


def _previews(studio: Studio) -> list[str]:
    """Where the previews stand that are not ready: everything else works without them."""
    states = [state for version in ORDER if (state := studio.previews.state(version)) and state.state != READY]
    return [f"The preview is {_WORDS[state.state]}. {state.sentence}" for state in states]


def _outcome(check: Callable[[], None]) -> str:
    try:
        check()
    except Exception as error:  # noqa: BLE001 - whatever keeps a part from answering is what this page is for
        return f"does not answer: {type(error).__name__}"
    return OK


def _database(studio: Studio) -> None:
    with reading(studio.engine) as session:
        session.exec(select(1)).one()


def _workers(studio: Studio, job: str) -> str:
    return OK if studio.queue.workers(job) else "no worker is running"
