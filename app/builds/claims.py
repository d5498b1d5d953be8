"""Taking a build in hand, and letting go of it: by conditional updates, so that it has one worker and one result."""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from app.db import events
from app.db.events import Event
from app.db.models import Build, BuildStatus
from app.db.patience import patient
from app.db.session import reading, unit_of_work
from app.kit.clock import utc_now

MOST_ATTEMPTS = 3


@patient
def claim(engine: Engine, build_id: str) -> Build | None:
    """Take a queued build in hand. None when it is not queued, or when a build of the same inputs is at work:
    then it stays queued, and is dispatched again when that one ends."""
    try:
        with unit_of_work(engine) as session:
            statement = update(Build).where(col(Build.id) == build_id, col(Build.status) == BuildStatus.QUEUED)
            started = {"status": BuildStatus.RUNNING, "attempt": Build.attempt + 1, "started_at": utc_now()}
            if session.exec(statement.values(**started)).rowcount != 1:
                return None
            events.append(session, build_id, [Event("status", {"status": BuildStatus.RUNNING})])
            return session.get_one(Build, build_id)
    except IntegrityError:
        return None


def is_cancelling(engine: Engine, build_id: str) -> bool:
    """Whether somebody asked for this build to be stopped."""
    with reading(engine) as session:
        status = session.exec(select(Build.status).where(Build.id == build_id)).one()
    return status is BuildStatus.CANCELLING


@patient
def note(engine: Engine, build_id: str, **values: Any) -> None:
    """Store what is known by now about a build at work."""
    with unit_of_work(engine) as session:
        _update(session, build_id, values)


@patient
def finish(engine: Engine, build_id: str, status: BuildStatus, **values: Any) -> None:
    """End a build, once. A build whose cancelling came too late still ends as it ended."""
    ended = {"status": status, "phase": None, "finished_at": utc_now(), **values}
    with unit_of_work(engine) as session:
        if _update(session, build_id, ended | {"collections_due": status is BuildStatus.SUCCEEDED}):
            shown = {name: values[name] for name in ("error", "cached") if values.get(name)}
            events.append(session, build_id, [Event("status", {"status": status, **shown})])


def same_key_waiting(engine: Engine, key: str) -> list[str]:
    """Queued builds of the same inputs, oldest first: they wait for the one that just ended."""
    with reading(engine) as session:
        query = select(Build.id).where(Build.key == key, Build.status == BuildStatus.QUEUED)
        return list(session.exec(query.order_by(col(Build.id))))


def _update(session: Session, build_id: str, values: dict[str, Any]) -> bool:
    at_work = col(Build.status).in_([BuildStatus.RUNNING, BuildStatus.CANCELLING])
    return session.exec(update(Build).where(col(Build.id) == build_id, at_work).values(**values)).rowcount == 1
