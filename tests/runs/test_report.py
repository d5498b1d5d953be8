"""What a run's report adds to what its child sent."""

from typing import Any

import pytest
from sqlmodel import Session

from app.db import events
from app.db.events import Event
from app.db.models import Run, RunStatus
from app.runs.report import run_report
from app.storage.blobs import Blobs
from tests.support.components import component
from tests.support.studio import an_artifact

UNKNOWN = {"explanation": "The operator did not catch ValueError.", "error": "ValueError: bad", "outcome": "trap"}
MISSING = {
    "explanation": "The operator did not catch TypeError.",
    "error": "TypeError: Map.process() missing 1 required positional argument: 'input'",
    "outcome": "trap",
}
RESULTS: list[dict[str, Any]] = [
    MISSING,
    UNKNOWN,
    {"explanation": None, "error": None, "outcome": "output"},
    {"explanation": "An error value.", "error": MISSING["error"], "outcome": "error"},
]


@pytest.fixture
def report(session: Session, blobs: Blobs) -> dict[str, Any]:
    digest = an_artifact(session, blobs, component()).digest
    run = Run(
        lane="artifact", artifact_digest=digest, kind="map", api_version="1.1.0", request={},
        status=RunStatus.COMPLETED, requested_by="somebody",
    )  # fmt: skip
    session.add(run)
    session.flush()
    told = [Event("init", {"result": {"ok": False, **MISSING}})]
    told += [Event("result", {"index": number, "result": result}) for number, result in enumerate(RESULTS)]
    events.append(session, run.id, told)
    return run_report(session, run)


def test_a_trap_is_told_in_the_words_of_its_check(report: dict[str, Any]) -> None:
    first = report["results"][0]

    assert first["check"] == "process-parameters"
    assert "process(self, message" in first["explanation"]
    assert first["error"] == MISSING["error"]


def test_init_is_explained_likewise(report: dict[str, Any]) -> None:
    assert report["init"]["check"] == "process-parameters"


def test_what_no_check_knows_and_what_is_no_trap_stay_as_they_are(report: dict[str, Any]) -> None:
    for told, sent in zip(report["results"][1:], RESULTS[1:], strict=True):
        assert told == {**sent, "check": None}
