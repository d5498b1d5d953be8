"""How many tests of a run ended how, and what that means for the run."""

from collections.abc import Mapping

from app.db.models import RunStatus

PASSED, FAILED, SKIPPED, BROKEN = VERDICTS = ("passed", "failed", "skipped", "broken")
NOT_GOOD = (FAILED, BROKEN)
EMPTY = dict.fromkeys(VERDICTS, 0)
NONE, STOPPED = "none", "stopped"


def verdict_of(status: RunStatus, counts: Mapping[str, int]) -> str | None:
    """passed, failed, none (no test said anything) or stopped; None while the run goes on. Only what came to its end
    and has a test that passed is passed."""
    if not status.is_final:
        return None
    if any(counts[verdict] for verdict in NOT_GOOD) or status is RunStatus.FAILED:
        return FAILED
    if status is not RunStatus.COMPLETED:
        return STOPPED
    return PASSED if counts[PASSED] else NONE
