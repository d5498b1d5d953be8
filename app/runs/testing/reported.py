"""All results of a run of tests, one after the other, and the same as JUnit XML."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from app.db.models import OwnTestResult, OwnTestRun
from app.db.session import reading
from app.payloads.writing.junit import junit_xml
from app.runs.testing import results, service
from app.runs.testing.counting import SKIPPED

_AT_ONCE = 100
_UNCHECKED = "unchecked"  # as the verdicts of cases call it


@dataclass(frozen=True)
class _Judged:
    """A test's result as that of a case."""

    name: str
    verdict: str
    duration_us: int | None
    reason: str | None
    differences: Sequence[Mapping[str, Any]] = ()


def every_result(engine: Engine, run_id: str) -> Iterator[OwnTestResult]:
    """The results in the order of the tests; each part is read on its own."""
    after = 0
    while True:
        with reading(engine) as session:
            part = results.page(session, run_id, after, _AT_ONCE)
            session.expunge_all()
        yield from part
        if len(part) < _AT_ONCE:
            return
        after = part[-1].position


def junit_of(run: OwnTestRun, found: Iterable[OwnTestResult]) -> Iterator[bytes]:
    """JUnit XML of a run that has ended, in pieces. A run that did not come to its end has one error more."""
    stopped = str(run.error["detail"]) if run.error else None
    counts = {name: number for name, number in run.counts.items() if name != SKIPPED}
    counts[_UNCHECKED] = run.counts[SKIPPED]
    return junit_xml(run.project_name, counts, map(_judged, found), stopped)


def why(row: OwnTestResult) -> str | None:
    """Why a test did not pass: its error with the place, or the reason for leaving it out."""
    error = row.report.get("error")
    if error is None:
        return row.reason
    place = next((frame for frame in reversed(error["frames"]) if frame["path"] == row.path), None)
    line = place["line"] if place else row.line
    kind = f"{error['type']}: " if error["type"] else ""
    return f"{row.path}:{line}: {kind}{error['message']}" if line else f"{row.path}: {kind}{error['message']}"


def _judged(row: OwnTestResult) -> _Judged:
    verdict = _UNCHECKED if row.verdict == SKIPPED else row.verdict
    return _Judged(service.named(row.path, row.name), verdict, row.duration_us, why(row))
