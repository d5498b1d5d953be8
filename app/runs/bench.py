"""Where an operator is run: its component made ready, and a warm child asked."""

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.artifacts.precompiled import Precompiled
from app.db.journal import Journal
from app.db.models import Run
from app.db.patience import patient
from app.runs.conversation import Conversation, Sink
from app.runs.preview import LANE as PREVIEW
from app.runs.preview import Prepared, PreviewLane
from app.runs.request import Json
from app.sandbox.exits import Cause
from app.sandbox.job import Outcome
from app.sandbox.pool import Pool
from app.settings import Settings


class Closing(Exception):
    """The studio stops: what is under way is done again at its next start."""


@dataclass(frozen=True)
class Bench:
    """What running takes, in both lanes."""

    settings: Settings
    precompiled: Precompiled
    pool: Pool
    previews: PreviewLane

    @contextmanager
    def prepared(
        self, claimed: Run, journal: Journal, cancel: threading.Event, timings: dict[str, float]
    ) -> Iterator[Prepared]:
        """The component of a run, kept while the block lasts; StudioError where it cannot be had."""
        if claimed.lane == PREVIEW:
            with self.previews.prepared(claimed, journal, cancel, timings) as prepared:
                yield prepared
        elif claimed.artifact_digest is not None:
            with self._precompiled(claimed.artifact_digest, journal, cancel, timings) as path:
                yield Prepared(path)

    def ask(
        self, claimed: Run, request: Json, prepared: Prepared, conversation: Conversation, cancel: threading.Event
    ) -> Outcome | None:
        """Have a child do ``request``, see RunRequest.for_child, and the conversation hear it; once more where the
        component could not be loaded and was made anew. Answers how the child ended, None where it answered; raises
        Closing where the pool closes."""
        started = time.monotonic()
        outcome = self._in_child(claimed, request, prepared, conversation, cancel)
        if conversation.unloadable and self._made_anew(prepared.precompiled, started, conversation.sink, cancel):
            conversation.begin_anew()
            outcome = self._in_child(claimed, request, prepared, conversation, cancel)
        return outcome

    @contextmanager
    def _precompiled(
        self, digest: str, journal: Journal, cancel: threading.Event, timings: dict[str, float]
    ) -> Iterator[Path]:
        started = time.monotonic()
        if not self.precompiled.has(digest):
            journal.add("phase", name="precompile")
        with self.precompiled.in_use(digest, cancel) as path:
            timings["precompile_ms"] = milliseconds(time.monotonic() - started)
            yield path

    def _made_anew(self, path: Path, since: float, sink: Sink, cancel: threading.Event) -> bool:
        sink.add("phase", name="precompile")
        patient(sink.flush)()
        return self.precompiled.make_anew(path, since, cancel)

    def _in_child(
        self, claimed: Run, request: Json, prepared: Prepared, conversation: Conversation, cancel: threading.Event
    ) -> Outcome | None:
        whole = request | {
            **prepared.members,
            "precompiled": str(prepared.precompiled),
            "kind": claimed.kind,
            "api_version": claimed.api_version,
        }
        wall_s = self.settings.run_wall_limit_s
        answer = self.pool.ask(whole, wall_s, cancel, on_message=conversation.heard, wait_s=math.inf)
        if answer.outcome is not None and answer.outcome.cause is Cause.CANCELLED and not cancel.is_set():
            raise Closing
        return answer.outcome


def milliseconds(seconds: float) -> float:
    """For a run's timings."""
    return round(seconds * 1000, 1)
