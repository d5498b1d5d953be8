"""The results of a run's tests: stored as they come, and read again."""

import json
import threading
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select, update

from app.db import events
from app.db.events import Event
from app.db.journal import Journal
from app.db.models import OwnTestResult, OwnTestRun, RunStatus
from app.db.patience import patient
from app.db.session import unit_of_work
from app.runs.testing import service
from app.runs.testing.counting import EMPTY

Json = dict[str, Any]

MOST_BYTES = 64 << 10  # of a report as JSON
_STEPS = ((16_384, 200), (2_048, 50), (256, 10), (64, 2))  # characters of a text, entries of a list
_KEPT = ("error", "outcome", "stdout", "stderr", "logs", "metrics", "state_changes", "truncated")
_TOLD = ("position", "path", "name", "verdict", "duration_us")


class Results:
    """Those of one run. ``add`` may be called from any thread; ``counts`` are those that were stored before."""

    def __init__(
        self, engine: Engine, journal: Journal, run: OwnTestRun, counts: dict[str, int], told: Callable[[str], None]
    ) -> None:
        self._engine, self._journal, self._told = engine, journal, told
        self._run_id, self.counts, self.total = run.id, counts, run.total
        self._lock = threading.Lock()

    @property
    def done(self) -> int:
        """How many tests have a result."""
        return sum(self.counts.values())

    @patient
    def begin(self, total: int) -> None:
        """So many there are."""
        with unit_of_work(self._engine) as session:
            session.exec(update(OwnTestRun).where(col(OwnTestRun.id) == self._run_id).values(total=total))
        self.total = total

    def add(self, position: int, path: str, name: str, line: int, result: Json) -> None:
        """Store what became of one test, and tell whoever watches the run."""
        row = {
            "position": position,
            "path": path,
            "name": name,
            "line": line,
            "verdict": result["verdict"],
            "duration_us": result.get("duration_us"),
            "memory_bytes": result.get("memory_bytes"),
            "reason": result["reason"],
            "report": bounded({key: result.get(key) for key in _KEPT}),
        }
        with self._lock:
            self.counts[row["verdict"]] += 1
            self._journal.add("test", **{key: row[key] for key in _TOLD})
            self._store(row)
        self._told(self._run_id)

    @patient
    def end(self, status: RunStatus, **values: object) -> None:
        """Store how the run ended, behind its last events."""
        with self._lock, self._journal.closing() as store, unit_of_work(self._engine) as session:
            store(session, self._progress())
            ended = service.end(session, self._run_id, status, **values)
            events.append(session, self._run_id, [ended] if ended else [])

    @patient
    def _store(self, row: Json) -> None:
        with self._journal.closing() as store, unit_of_work(self._engine) as session:
            here = update(OwnTestRun).where(col(OwnTestRun.id) == self._run_id).values(counts=dict(self.counts))
            if session.exec(here).rowcount == 1:
                session.add(OwnTestResult(run_id=self._run_id, **row))
                store(session, self._progress())

    def _progress(self) -> Event:
        return Event("progress", {"done": self.done, "total": self.total, "counts": dict(self.counts)})


def bounded(report: Json) -> Json:
    """The report, with long texts and lists cut until it is small enough; it is ``truncated`` then."""
    cut = report
    for most_text, most_entries in _STEPS:
        if len(json.dumps(cut)) <= MOST_BYTES:
            return cut
        cut = _cut(report, most_text, most_entries) | {"truncated": True}
    return cut


def counts_of(session: Session, run_id: str) -> dict[str, int]:
    """How many results with each verdict are stored."""
    query = select(OwnTestResult.verdict, func.count()).where(OwnTestResult.run_id == run_id)
    return EMPTY | {str(verdict): number for verdict, number in session.exec(query.group_by(OwnTestResult.verdict))}


def known(session: Session, run_id: str) -> set[tuple[str, str]]:
    """The tests that have a result, by path and name."""
    query = select(OwnTestResult.path, OwnTestResult.name).where(OwnTestResult.run_id == run_id)
    return {(path, name) for path, name in session.exec(query)}


def page(session: Session, run_id: str, after: int, limit: int, verdicts: Sequence[str] = ()) -> list[OwnTestResult]:
    """Results in their order behind position ``after``, of these verdicts or all."""
    query = select(OwnTestResult).where(OwnTestResult.run_id == run_id, OwnTestResult.position > after)
    query = query.where(col(OwnTestResult.verdict).in_(verdicts)) if verdicts else query
    return list(session.exec(query.order_by(col(OwnTestResult.position)).limit(limit)))


def _cut(value: Any, most_text: int, most_entries: int) -> Any:
    if isinstance(value, str):
        return value[:most_text]
    if isinstance(value, list):
        return [_cut(entry, most_text, most_entries) for entry in value[:most_entries]]
    if isinstance(value, dict):  # its members are ours, and few
        return {name: _cut(entry, most_text, most_entries) for name, entry in value.items()}
    return value
