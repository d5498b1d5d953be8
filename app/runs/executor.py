"""Doing a run, in a worker's thread: one child for one run, its messages stored as they come."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import select

from app.artifacts.precompiled import Precompiled
from app.builds.watch import watching
from app.db.journal import Journal
from app.db.models import Run, RunStatus
from app.db.patience import patient
from app.db.session import reading, unit_of_work
from app.errors import FAULT, StudioError
from app.kit.clock import utc_now
from app.kit.folders import throw_away
from app.operators.kinds import Kind
from app.runs import service
from app.runs.conversation import Conversation, Ending, stopped
from app.runs.limits import run_limits
from app.runs.request import RunRequest
from app.sandbox.job import Job, Outcome
from app.sandbox.process import run
from app.sandbox.profiles import RUN
from app.settings import Settings

MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class Executor:
    """What a run needs around it. ``run`` is the job's handler."""

    settings: Settings
    engine: Engine
    precompiled: Precompiled
    told: Callable[[str], None]

    def run(self, run_id: str) -> None:
        """Do a run, if it is still to be done; whatever happens, the row says how it ended."""
        claimed = self._claim(run_id)
        if claimed is None:
            return
        timings: dict[str, float] = {}
        ending = stopped("run_fault", FAULT)
        try:
            ending = self._attempt(claimed, timings)
        except StudioError as error:
            ending = stopped(error.code, error.detail)
        finally:
            self._finish(run_id, ending, timings)

    def _attempt(self, claimed: Run, timings: dict[str, float]) -> Ending:
        if claimed.attempt > MOST_ATTEMPTS:
            return stopped("run_interrupted", f"The studio stopped {MOST_ATTEMPTS} times during this run.")
        journal = Journal(self.engine, claimed.id, self.told)
        conversation = Conversation(journal, Kind(claimed.kind))
        with (
            watching(journal.flush, partial(self._is_cancelling, claimed.id)) as cancel,
            self._precompiled(claimed, journal, cancel, timings) as precompiled,
        ):
            outcome = self._in_child(claimed, precompiled, conversation, cancel)
        timings["child_ms"] = _milliseconds(outcome.duration_s)
        return conversation.ending(outcome)

    @contextmanager
    def _precompiled(
        self, claimed: Run, journal: Journal, cancel: threading.Event, timings: dict[str, float]
    ) -> Iterator[Path]:
        started = time.monotonic()
        if not self.precompiled.has(claimed.artifact_digest):
            journal.add("phase", name="precompile")
        with self.precompiled.in_use(claimed.artifact_digest, cancel) as path:
            timings["precompile_ms"] = _milliseconds(time.monotonic() - started)
            yield path

    def _in_child(
        self, claimed: Run, precompiled: Path, conversation: Conversation, cancel: threading.Event
    ) -> Outcome:
        request = RunRequest(**claimed.request).for_child(claimed.kind, self.settings) | {
            "precompiled": str(precompiled),
            "kind": claimed.kind,
            "api_version": claimed.api_version,
        }
        limits = run_limits(self.settings, request["limits"]["memory_bytes"])
        with throw_away(self.settings.work_dir) as folder:
            job = Job("app.sandbox.run_child", request, RUN, folder, limits, readable=(precompiled,))
            return run(job, on_message=conversation.heard, cancel=cancel)

    @patient
    def _claim(self, run_id: str) -> Run | None:
        values = {"status": RunStatus.RUNNING, "attempt": Run.attempt + 1, "started_at": utc_now()}
        with unit_of_work(self.engine) as session:
            claimed = service.move(session, run_id, RunStatus.QUEUED, **values)
            return session.get_one(Run, run_id) if claimed else None

    def _is_cancelling(self, run_id: str) -> bool:
        with reading(self.engine) as session:
            return session.exec(select(Run.status).where(Run.id == run_id)).one() is RunStatus.CANCELLING

    @patient
    def _finish(self, run_id: str, ending: Ending, timings: dict[str, float]) -> None:
        values = {
            "status": ending.status,
            "error": ending.error,
            "timings": timings,
            "finished_at": utc_now(),
        }
        with unit_of_work(self.engine) as session:
            for before in (RunStatus.RUNNING, RunStatus.CANCELLING):
                if service.move(session, run_id, before, **values):
                    break
        self.told(run_id)


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
