"""Doing a run, in a worker's thread: a warm child is asked, its messages are stored as they come."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

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
from app.operators.kinds import Kind
from app.runs import service
from app.runs.bench import Bench, Closing, milliseconds
from app.runs.conversation import Conversation, Ending, stopped
from app.runs.preview import PreviewLane
from app.runs.request import RunRequest
from app.sandbox.pool import Pool
from app.settings import Settings

MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class Executor:
    """What a run needs around it: ``told`` hears the id of a run that has news, ``ended`` of one that has ended, and
    ``dispatch`` takes a job's name and an id. ``run`` is the job's handler."""

    settings: Settings
    engine: Engine
    precompiled: Precompiled
    pool: Pool
    previews: PreviewLane
    told: Callable[[str], None]
    ended: Callable[[str], None]
    dispatch: Callable[[str, str], None]

    def run(self, run_id: str) -> None:
        """Do a run, if it is still to be done; whatever happens, the row says how it ended. One that needs a preview
        which is being prepared waits in the queue until that is over."""
        if not self.previews.is_settled(run_id, lambda: self.dispatch(service.JOB, run_id)):
            waiting = Journal(self.engine, run_id, self.told)
            waiting.add("phase", name="prepare")
            patient(waiting.flush)()
            return
        claimed = self._claim(run_id)
        if claimed is None:
            return
        timings: dict[str, float] = {}
        journal = Journal(self.engine, run_id, self.told)
        ending: Ending | None = stopped("run_fault", FAULT)
        try:
            ending = self._attempt(claimed, journal, timings)
        except StudioError as error:
            ending = stopped(error.code, error.detail)
        except Closing:
            ending = None
        finally:
            if ending is not None:
                self._finish(run_id, journal, ending, timings)

    def _attempt(self, claimed: Run, journal: Journal, timings: dict[str, float]) -> Ending:
        if claimed.attempt > MOST_ATTEMPTS:
            return stopped("run_interrupted", f"The studio stopped {MOST_ATTEMPTS} times during this run.")
        bench = Bench(self.settings, self.precompiled, self.pool, self.previews)
        conversation = Conversation(journal, Kind(claimed.kind))
        with (
            watching(journal.flush, partial(self._is_cancelling, claimed.id), to_the_end=False) as cancel,
            bench.prepared(claimed, journal, cancel, timings) as prepared,
        ):
            conversation.loading = prepared.loading
            started = time.monotonic()
            request = RunRequest(**claimed.request).for_child(claimed.kind, self.settings)
            outcome = bench.ask(claimed, request, prepared, conversation, cancel)
        timings["child_ms"] = milliseconds(time.monotonic() - started)
        return conversation.ending(outcome)

    @patient
    def _claim(self, run_id: str) -> Run | None:
        with unit_of_work(self.engine) as session:
            return service.claim(session, run_id)

    def _is_cancelling(self, run_id: str) -> bool:
        with reading(self.engine) as session:
            return session.exec(select(Run.status).where(Run.id == run_id)).one() is RunStatus.CANCELLING

    @patient
    def _finish(self, run_id: str, journal: Journal, ending: Ending, timings: dict[str, float]) -> None:
        """The last events and the ending, in one transaction."""
        values = {"error": ending.error, "timings": timings, "finished_at": utc_now()}
        with journal.closing() as store, unit_of_work(self.engine) as session:
            store(session, service.end(session, run_id, ending.status, **values))
        self.ended(run_id)
