"""What the verdicts of tests mean for a run."""

import pytest

from app.db.models import RunStatus
from app.runs.testing.counting import EMPTY, verdict_of


@pytest.mark.parametrize(
    ("status", "counts", "verdict"),
    [
        (RunStatus.QUEUED, {}, None),
        (RunStatus.RUNNING, {"failed": 1}, None),
        (RunStatus.COMPLETED, {}, "none"),
        (RunStatus.COMPLETED, {"skipped": 3}, "none"),
        (RunStatus.COMPLETED, {"passed": 1, "skipped": 3}, "passed"),
        (RunStatus.COMPLETED, {"passed": 1, "failed": 1}, "failed"),
        (RunStatus.COMPLETED, {"passed": 1, "broken": 1}, "failed"),
        (RunStatus.STOPPED, {"passed": 5}, "stopped"),
        (RunStatus.STOPPED, {"passed": 5, "failed": 1}, "failed"),
        (RunStatus.FAILED, {}, "failed"),
    ],
)
def test_only_what_came_to_its_end_and_has_one_that_passed_is_passed(
    status: RunStatus, counts: dict[str, int], verdict: str | None
) -> None:
    assert verdict_of(status, EMPTY | counts) == verdict
