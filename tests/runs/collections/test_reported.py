import xml.etree.ElementTree as ET
from typing import Any

import pytest
from sqlalchemy import Engine

from app.db.models import CaseResult, CollectionRun, RunStatus
from app.db.session import reading, unit_of_work
from app.runs.collections import reported, service
from app.runs.collections.reported import every_result, junit_of
from app.storage.blobs import Blobs
from tests.support.collections import a_collection

CANCELLED = {"code": "cancelled", "title": "The run was stopped", "detail": "This run was cancelled."}


@pytest.fixture
def run_id(engine: Engine, blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> str:
    """A run with five results, which are read two at a time."""
    monkeypatch.setattr(reported, "_AT_ONCE", 2)
    with unit_of_work(engine) as session:
        collection = a_collection(session, blobs)
        usual: dict[str, Any] = {"version": 1, "lane": "artifact", "kind": "map", "api_version": "1.1.0", "total": 5}
        more: dict[str, Any] = {"request": {"keys": None}, "counts": {"passed": 5}, "requested_by": "owner"}
        run = CollectionRun(collection_id=collection.id, status=RunStatus.COMPLETED, **usual, **more)
        session.add(run)
        session.flush()
        for position in (3, 1, 5, 2, 4):
            row: dict[str, Any] = {
                "key": str(position),
                "position": position,
                "name": f"case {position}",
                "verdict": "passed",
            }
            session.add(CaseResult(run_id=run.id, report={"results": []}, **row))
        return run.id


def test_all_results_come_in_the_order_of_the_cases(engine: Engine, run_id: str) -> None:
    assert [result.position for result in every_result(engine, run_id)] == [1, 2, 3, 4, 5]
    assert list(every_result(engine, "0" * 26)) == []


@pytest.mark.parametrize(("error", "tests", "errors"), [(None, "5", "0"), (CANCELLED, "6", "1")])
def test_a_run_that_was_stopped_has_an_error_more(
    engine: Engine, run_id: str, error: dict[str, str] | None, tests: str, errors: str
) -> None:
    with reading(engine) as session:
        run = service.get(session, run_id)
        session.expunge(run)
    run.error = error
    [suite] = ET.fromstring(b"".join(junit_of(engine, run, "Sensors")))

    assert (suite.get("name"), suite.get("tests"), suite.get("errors")) == ("Sensors", tests, errors)
    assert [case.get("name") for case in suite][:5] == [f"case {number}" for number in range(1, 6)]
