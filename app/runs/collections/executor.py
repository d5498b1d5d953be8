"""Doing a run of a collection, in a worker's thread: case after case, two at once where none needs another's state."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine
from sqlmodel import Session, select

from app.builds.watch import watching
from app.db import events
from app.db.events import Event
from app.db.journal import Journal
from app.db.models import CollectionRun, Run, RunStatus
from app.db.patience import patient
from app.db.session import reading, unit_of_work
from app.errors import FAULT, NotFound, StudioError
from app.operators.kinds import ApiVersion
from app.payloads import cases, versions
from app.payloads.cases import Case
from app.payloads.compare.verdict import verdict
from app.runs.bench import Bench, Closing, milliseconds
from app.runs.collections import results, service
from app.runs.collections.bounded import bounded
from app.runs.collections.in_turn import in_turn
from app.runs.collections.one_case import Over, report_of
from app.runs.collections.results import Results
from app.runs.conversation import Ending, stopped
from app.runs.preview import LANE as PREVIEW
from app.runs.request import Json
from app.storage.blobs import Blobs

AT_ONCE = 2  # cases of one run, and so children of the pool
MOST_ATTEMPTS = 3
BEGUN_ANEW = (
    "The studio stopped in the middle of this run. The state store carries over from case to case, and what the last "
    "of them left was lost: so all cases were run anew."
)


@dataclass(frozen=True)
class CollectionExecutor:
    """What such a run needs around it; ``told``, ``ended`` and ``dispatch`` as for a run's own executor. ``run`` is the
    job's handler."""

    bench: Bench
    engine: Engine
    blobs: Blobs
    told: Callable[[str], None]
    ended: Callable[[str], None]
    dispatch: Callable[[str, str], None]

    def run(self, run_id: str) -> None:
        """Do a run, if it is still to be done; whatever happens, the row says how it ended, unless it was deleted."""
        if not self._is_settled(run_id):
            waiting = Journal(self.engine, run_id, self.told)
            waiting.add("phase", name="prepare")
            patient(waiting.flush)()
            return
        claimed = self._claim(run_id)
        if claimed is not None:
            self._do(claimed)

    def _do(self, claimed: CollectionRun) -> None:
        journal = Journal(self.engine, claimed.id, self.told)
        stored = Results(self.engine, journal, claimed, dict(claimed.counts), self.told)
        timings: dict[str, float] = {}
        ending: Ending | None = stopped("run_fault", FAULT)
        try:
            ending = self._attempt(claimed, journal, stored, timings)
        except StudioError as error:
            ending = stopped(error.code, error.detail)
        except Closing:
            ending = None
        finally:
            if ending is None:
                patient(stored.flush)()
            else:
                stored.end(ending.status, error=ending.error, timings=timings)
                self.ended(claimed.id)

    def _attempt(self, claimed: CollectionRun, journal: Journal, stored: Results, timings: dict[str, float]) -> Ending:
        with reading(self.engine) as session:
            if service.times_begun(session, claimed.id) > MOST_ATTEMPTS:
                return stopped("run_interrupted", f"The studio stopped {MOST_ATTEMPTS} times during this run.")
            shared = versions.settings_of(session, claimed.collection_id, claimed.version)
        run = _as_run(claimed, shared)
        with (
            watching(stored.flush, partial(self._is_cancelling, claimed.id), to_the_end=False) as cancel,
            self.bench.prepared(run, journal, cancel, timings) as prepared,
        ):
            started = time.monotonic()
            self._cases(claimed, Over(run, prepared, shared), stored, cancel)
            timings["cases_ms"] = milliseconds(time.monotonic() - started)
        return _ending(claimed, stored, cancel)

    def _cases(self, claimed: CollectionRun, over: Over, stored: Results, cancel: threading.Event) -> None:
        """Run every case that has no result yet."""
        with reading(self.engine) as session:
            has_result = results.keys_of(session, claimed.id)
        keys = claimed.request["keys"]
        every = enumerate(cases.every(self.engine, self.blobs, claimed.collection_id, claimed.version, keys), start=1)
        left = ((position, case) for position, case in every if case.key not in has_result)
        carried = _Carried(over.shared)
        do = partial(self._case, over, carried, stored, cancel)
        in_turn(left, do, 1 if carried.carries else AT_ONCE, cancel)

    def _case(
        self, over: Over, carried: "_Carried", stored: Results, cancel: threading.Event, numbered: tuple[int, Case]
    ) -> None:
        position, case = numbered
        report = report_of(self.bench, over, case, carried.state, cancel)
        if report is None:
            return
        carried.go_on(report)
        found = verdict(case.expect, report, case.messages)
        stored.add(
            key=case.key,
            position=position,
            name=case.name,
            verdict=found.verdict,
            outcome=found.outcome,
            duration_us=found.duration_us,
            memory_bytes=found.memory_bytes,
            differences=found.differences,
            report=bounded(report),
            reason=found.reason,
        )

    def _is_settled(self, run_id: str) -> bool:
        """Whether a run can begin: not while its preview is being prepared, after which it is dispatched again."""
        lane = self.bench.previews.previews
        if lane.all_ready:
            return True
        with reading(self.engine) as session:
            run = session.get(CollectionRun, run_id)
            name, api_version = (run.lane, run.api_version) if run else (None, "")
        again = partial(self.dispatch, service.JOB, run_id)
        return name != PREVIEW or lane.when_settled(ApiVersion(api_version), again)

    @patient
    def _claim(self, run_id: str) -> CollectionRun | None:
        """The run with the counts of the results that it has already. One whose cases hand on their state begins anew,
        since what the last of them left behind is not kept whole."""
        with unit_of_work(self.engine) as session:
            claimed = service.claim(session, run_id)
            if claimed is None:
                return None
            if versions.settings_of(session, claimed.collection_id, claimed.version).get("carry_state"):
                _begin_anew(session, run_id)
            claimed.counts = results.counts_of(session, run_id)
            return claimed

    def _is_cancelling(self, run_id: str) -> bool:
        """Whether nobody wants the run any more, which also is so when it was deleted."""
        with reading(self.engine) as session:
            found = session.exec(select(CollectionRun.status).where(CollectionRun.id == run_id)).first()
            return found is None or found is RunStatus.CANCELLING


def _begin_anew(session: Session, run_id: str) -> None:
    if results.forget(session, run_id):
        events.append(session, run_id, [Event("notes", {"notes": [BEGUN_ANEW]})])


class _Carried:
    """What is in the state store when a case begins."""

    def __init__(self, shared: Json) -> None:
        self.carries = bool(shared.get("carry_state"))
        self.state: list[Json] = shared.get("state", [])

    def go_on(self, report: Json) -> None:
        """The next case begins with what this one left, if it came to its end."""
        if self.carries and report["status"] == RunStatus.COMPLETED:
            self.state = report["state"]


def _as_run(claimed: CollectionRun, shared: Json) -> Run:
    """The row that a run of its own would have for each case; it is not stored."""
    request = service.request_of(shared).as_json() | {"sources": claimed.request["sources"]}
    return Run(
        id=claimed.id,
        lane=claimed.lane,
        artifact_digest=claimed.artifact_digest,
        sources_digest=claimed.sources_digest,
        project_id=claimed.project_id,
        project_name=claimed.project_name,
        revision=claimed.revision,
        kind=claimed.kind,
        api_version=claimed.api_version,
        request=request,
        requested_by=claimed.requested_by,
    )


def _ending(claimed: CollectionRun, stored: Results, cancel: threading.Event) -> Ending:
    if stored.done >= claimed.total:
        return Ending(RunStatus.COMPLETED)
    if cancel.is_set():
        came = f"The results of {stored.done:,} cases are kept." if stored.done else "No case had been run yet."
        return stopped("cancelled", f"This run was cancelled. {came}")
    raise NotFound(
        "cases_missing",
        f"Only {stored.done:,} of {claimed.total:,} cases were found. The others were deleted while the run went on; "
        "run the collection again.",
    )
