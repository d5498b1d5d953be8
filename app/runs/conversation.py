"""What a run's child says, and what that means for the run."""

from dataclasses import dataclass

from app.db.journal import Journal
from app.db.models import RunStatus
from app.operators.kinds import Kind
from app.runs.explained import explained
from app.runs.loading import Loading
from app.sandbox.exits import Cause
from app.sandbox.job import Outcome
from app.sandbox.messages import Message

STORED = frozenset({"init", "result", "measured", "finished"})


@dataclass(frozen=True)
class Ending:
    """How a run ended, for its row."""

    status: RunStatus
    error: dict[str, str] | None = None


def stopped(code: str, detail: str) -> Ending:
    """A run that did not get to its end."""
    return Ending(RunStatus.STOPPED, {"code": code, "title": "The run was stopped", "detail": detail})


class Conversation:
    """Keeps each message as an event, and remembers what decides the ending. ``kind`` is the operator's."""

    def __init__(self, journal: Journal, kind: Kind) -> None:
        self._journal = journal
        self._kind = kind
        self._init_ok = False
        self._finished = False
        self._left_out: str | None = None
        self.loading: Loading | None = None  # of a preview

    def heard(self, message: Message) -> None:
        """Take one message of the child."""
        kind = message["kind"]
        if kind not in STORED:
            return
        self._init_ok = self._init_ok or (kind == "init" and message["result"]["ok"] is True)
        if kind == "finished":
            self._finished, self._left_out = True, message["stopped"]
        told = {name: value for name, value in message.items() if name != "kind"}
        if kind in {"init", "result"}:
            told["result"] = explained(told["result"], self._kind)
        if kind == "init" and self.loading is not None:
            told["result"] = self.loading.told(told["result"])
        self._journal.add(kind, **told)

    def ending(self, outcome: Outcome | None) -> Ending:
        """How the run ended; ``outcome`` is how the child did, None where it answered."""
        if outcome is not None and outcome.cause is Cause.CANCELLED:
            return stopped("cancelled", "This run was cancelled. What came out before is kept.")
        if outcome is not None:
            return stopped(f"run_{outcome.cause.lower()}", outcome.sentence)
        if self.loading is not None and self.loading.refused is not None:
            return stopped(self.loading.refused.code, self.loading.refused.detail)
        if not self._finished:
            return stopped("run_incomplete", "The run ended before its last result came. Try again.")
        if self._left_out:
            return stopped("run_left_out", self._left_out)
        return Ending(RunStatus.COMPLETED if self._init_ok else RunStatus.FAILED)
