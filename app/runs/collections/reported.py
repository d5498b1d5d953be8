"""All results of a run, one after the other, and the same as JUnit XML."""

from collections.abc import Iterator

from sqlalchemy import Engine

from app.db.models import CaseResult, CollectionRun
from app.db.session import reading
from app.payloads.writing.junit import junit_xml
from app.runs.collections import results

_AT_ONCE = 100  # results in memory, without their reports


def every_result(engine: Engine, run_id: str) -> Iterator[CaseResult]:
    """The results in the order of the cases, without their reports; each part is read on its own."""
    after = 0
    while True:
        with reading(engine) as session:
            part = results.page(session, run_id, after, _AT_ONCE)
            session.expunge_all()
        yield from part
        if len(part) < _AT_ONCE:
            return
        after = part[-1].position


def junit_of(engine: Engine, run: CollectionRun, name: str) -> Iterator[bytes]:
    """JUnit XML of a run that has ended, in pieces; ``name`` is the collection's. A run that did not come to its end
    has one error more."""
    stopped = str(run.error["detail"]) if run.error else None
    return junit_xml(name, run.counts, every_result(engine, run.id), stopped)
