"""The results of a run's cases: gathered while it goes on and stored in short transactions, and read again."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine, Table, func, insert
from sqlalchemy.orm import defer
from sqlmodel import Session, SQLModel, col, delete, select, update

from app.db import events
from app.db.events import Event
from app.db.journal import Journal
from app.db.models import CaseResult, CollectionRun, RunStatus
from app.db.patience import patient
from app.db.session import unit_of_work
from app.errors import NotFound
from app.runs.collections import service
from app.runs.collections.counting import EMPTY

Json = dict[str, Any]

MOST_WAITING = 100  # results in memory; each has up to bounded.MOST_BYTES
_RESULTS: Table = SQLModel.metadata.tables["case_result"]
_TOLD = ("key", "position", "name", "verdict", "outcome", "duration_us", "memory_bytes", "reason")


class Results:
    """Those of one run. ``add`` may be called from any thread; ``counts`` are those that were stored before."""

    def __init__(
        self, engine: Engine, journal: Journal, run: CollectionRun, counts: dict[str, int], told: Callable[[str], None]
    ) -> None:
        self._engine, self._journal, self._told = engine, journal, told
        self._run_id, self._total = run.id, run.total
        self._counts = counts
        self._waiting: list[Json] = []
        self._lock = threading.Lock()

    @property
    def done(self) -> int:
        """How many cases have a result."""
        return sum(self._counts.values())

    def add(self, **result: Any) -> None:
        """Take one case's result, the columns of CaseResult; the caller waits where many are not stored yet."""
        with self._lock:
            self._waiting.append({"run_id": self._run_id, **result})
            self._counts[result["verdict"]] += 1
            self._journal.add("case", **{name: result[name] for name in _TOLD})
            is_full = len(self._waiting) >= MOST_WAITING
        if is_full:
            patient(self.flush)()

    def flush(self) -> None:
        """Store what was taken, with its events, and tell whoever watches the run."""
        with self._lock:
            if not self._waiting:
                self._journal.flush()
                return
            with self._journal.closing() as store, unit_of_work(self._engine) as session:
                if self._store(session):
                    store(session, self._progress())
            self._waiting.clear()
        self._told(self._run_id)

    @patient
    def end(self, status: RunStatus, **values: object) -> None:
        """Store the last results and how the run ended, in one transaction."""
        with self._lock:
            with self._journal.closing() as store, unit_of_work(self._engine) as session:
                if self._store(session):
                    store(session, self._progress())
                    ended = service.end(session, self._run_id, status, **values)
                    events.append(session, self._run_id, [ended] if ended else [])
            self._waiting.clear()

    def _store(self, session: Session) -> bool:
        """Whether the run is still there: it goes with its collection."""
        here = update(CollectionRun).where(col(CollectionRun.id) == self._run_id)
        if session.exec(here.values(counts=dict(self._counts))).rowcount != 1:
            events.forget(session, self._run_id)
            return False
        if self._waiting:
            session.execute(insert(_RESULTS), self._waiting)
        return True

    def _progress(self) -> Event:
        return Event("progress", {"done": self.done, "total": self._total, "counts": dict(self._counts)})


def counts_of(session: Session, run_id: str) -> dict[str, int]:
    """How many results with each verdict are stored."""
    query = select(CaseResult.verdict, func.count()).where(CaseResult.run_id == run_id).group_by(CaseResult.verdict)
    return EMPTY | {str(verdict): number for verdict, number in session.exec(query)}


def keys_of(session: Session, run_id: str) -> set[str]:
    """The cases that have a result."""
    return set(session.exec(select(CaseResult.key).where(CaseResult.run_id == run_id)))


def forget(session: Session, run_id: str) -> int:
    """Drop all results and what was told of them, so that the run can begin anew; answers how many there were."""
    dropped = session.exec(delete(CaseResult).where(col(CaseResult.run_id) == run_id)).rowcount
    events.forget(session, run_id, "case", "progress")
    return dropped


def page(
    session: Session, run_id: str, after: int, limit: int, *, verdict: str | None = None, whole: bool = False
) -> list[CaseResult]:
    """Results in the order of the cases behind position ``after``, of one verdict or all; without their reports, which
    are read when asked for, unless ``whole``."""
    query = select(CaseResult) if whole else select(CaseResult).options(defer(CaseResult.report))  # type: ignore[arg-type]  # SQLModel types a column as its value
    query = query.where(CaseResult.run_id == run_id, CaseResult.position > after)
    query = query.where(CaseResult.verdict == verdict) if verdict else query
    return list(session.exec(query.order_by(col(CaseResult.position)).limit(limit)))


def of_keys(session: Session, run_id: str, keys: Sequence[str]) -> dict[str, CaseResult]:
    """The results of these cases, with their reports."""
    query = select(CaseResult).where(CaseResult.run_id == run_id, col(CaseResult.key).in_(keys))
    return {row.key: row for row in session.exec(query)}


def one(session: Session, run_id: str, key: str) -> CaseResult:
    """The result of one case with its report; NotFound when the run has none."""
    found = session.get(CaseResult, (run_id, key))
    if found is None:
        raise NotFound(
            "case_result_unknown",
            "That run has no result of this case. It may not have come to it yet, or left it out.",
        )
    return found
