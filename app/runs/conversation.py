"""What a run's child says, and what that means for the run."""

from dataclasses import dataclass
from typing import Any, Protocol

from app.db.models import RunStatus
from app.operators.kinds import Kind
from app.runs.explained import explained
from app.runs.loading import Loading
from app.sandbox.exits import Cause
from app.sandbox.job import Outcome
from app.sandbox.messages import Message
from app.sandbox.refused import COMPONENT, PACKAGES, Refused

STORED = frozenset({"init", "result", "measured", "finished"})
_TITLES = {"preview_refused": "The preview was refused"}


@dataclass(frozen=True)
class Ending:
    """How a run ended, for its row."""

    status: RunStatus
    error: dict[str, Any] | None = None


def stopped(code: str, detail: str) -> Ending:
    """A run that did not get to its end."""
    title = _TITLES.get(code, "The run was stopped")
    return Ending(RunStatus.STOPPED, {"code": code, "title": title, "detail": detail})


class Sink(Protocol):
    """Where the messages go, such as a run's journal."""

    def add(self, kind: str, **data: Any) -> None:
        """Take one."""

    def flush(self) -> None:
        """Store what was taken, if it is stored at all."""


class Conversation:
    """Keeps each message as an event, and remembers what decides the ending. ``kind`` is the operator's."""

    def __init__(self, sink: Sink, kind: Kind) -> None:
        self.sink = sink
        self._kind = kind
        self._init_ok = self._came_out = self._finished = False
        self._left_out: str | None = None
        self._refused: Refused | None = None
        self.loading: Loading | None = None  # of a preview

    def heard(self, message: Message) -> None:
        """Take one message of the child."""
        kind = message["kind"]
        if kind == "refused":
            self._refused = Refused(message["part"], message["reason"])
        if kind not in STORED:
            return
        self._came_out = self._came_out or kind in {"result", "measured"}
        self._init_ok = self._init_ok or (kind == "init" and message["result"]["ok"] is True)
        if kind == "finished":
            self._finished, self._left_out = True, message["stopped"]
        told = {name: value for name, value in message.items() if name != "kind"}
        if kind in {"init", "result"}:
            told["result"] = explained(told["result"], self._kind)
        if kind == "init" and self.loading is not None:
            told["result"] = self.loading.told(told["result"])
        self.sink.add(kind, **told)

    @property
    def refused(self) -> Refused | None:
        """Why the child could not begin; None where it did."""
        return self._refused

    @property
    def unloadable(self) -> bool:
        """Whether the child could not load the component."""
        return self._refused is not None and self._refused.part == COMPONENT

    def begin_anew(self) -> None:
        """The next that is heard belongs to another try."""
        self._refused = None

    def ending(self, outcome: Outcome | None) -> Ending:
        """How the run ended; ``outcome`` is how the child did, None where it answered."""
        if outcome is not None and outcome.cause is Cause.CANCELLED:
            came = "What came out before is kept." if self._came_out else "Nothing had come out yet."
            return stopped("cancelled", f"This run was cancelled. {came}")
        if outcome is not None:
            return stopped(f"run_{outcome.cause.lower()}", outcome.sentence)
        if self.loading is not None and self.loading.refused is not None:
            return stopped(self.loading.refused.code, self.loading.refused.detail)
        if self._refused is not None:
            return _of_refused(self._refused)
        if not self._finished:
            return stopped("run_incomplete", "The run ended before its last result came. Try again.")
        if self._left_out:
            return stopped("run_left_out", self._left_out)
        return Ending(RunStatus.COMPLETED if self._init_ok else RunStatus.FAILED)


def _of_refused(refused: Refused) -> Ending:
    if refused.part == PACKAGES:
        again = "Build the project, which fetches them anew where they are damaged."
        return stopped("preview_refused", f"{refused.reason} {again}")
    return stopped("precompile_failed", f"{refused.reason} Restart the studio, and report it if it stays so.")
