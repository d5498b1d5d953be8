"""Doing a run of a project's own tests, in a worker's thread: first what there is in each file, then test after test.

Each test is a question of its own to a warm child and has an instance of its own, so that none sees what another left
behind, and what breaks one of them is the end of that one only.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Engine
from sqlmodel import select

from app.builds.watch import watching
from app.db.journal import Journal
from app.db.models import OwnTestRun, Run, RunStatus
from app.db.patience import patient
from app.db.session import reading, unit_of_work
from app.errors import FAULT, LimitExceeded, StudioError
from app.operators.kinds import ApiVersion
from app.operators.own_tests import holds_tests
from app.runs.bench import Bench, Closing, milliseconds
from app.runs.collections.in_turn import in_turn
from app.runs.conversation import Ending, stopped
from app.runs.preview import LANE
from app.runs.request import Json, RunRequest
from app.runs.testing import results, service
from app.runs.testing.counting import BROKEN
from app.runs.testing.one_test import NotLoaded, Over
from app.runs.testing.results import Results
from app.sandbox.testing import MOST_TESTS

AT_ONCE = 2  # tests of one run, and so children of the pool
MOST_ATTEMPTS = 3
MOST_S = 600.0  # of a whole run


@dataclass(frozen=True)
class Found:
    """One test, or with ``wrong`` a file whose tests cannot be told."""

    path: str
    name: str
    line: int
    wrong: Json | None = None


@dataclass(frozen=True)
class OwnTestExecutor:
    """What such a run needs around it; ``told``, ``ended`` and ``dispatch`` as for a run's own executor. ``run`` is the
    job's handler."""

    bench: Bench
    engine: Engine
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

    def _do(self, claimed: OwnTestRun) -> None:
        journal = Journal(self.engine, claimed.id, self.told)
        stored = Results(self.engine, journal, claimed, dict(claimed.counts), self.told)
        timings: dict[str, float] = {}
        ending: Ending | None = stopped("run_fault", FAULT)
        try:
            ending = self._attempt(claimed, journal, stored, timings)
        except NotLoaded as failure:
            ending = failure.ending
        except StudioError as error:
            ending = stopped(error.code, error.detail)
        except Closing:
            ending = None
        finally:
            if ending is not None:
                stored.end(ending.status, error=ending.error, timings=timings)
                self.ended(claimed.id)

    def _attempt(self, claimed: OwnTestRun, journal: Journal, stored: Results, timings: dict[str, float]) -> Ending:
        with reading(self.engine) as session:
            if service.times_begun(session, claimed.id) > MOST_ATTEMPTS:
                return stopped("run_interrupted", f"The studio stopped {MOST_ATTEMPTS} times during this run.")
            has_result = results.known(session, claimed.id)
        run = _as_run(claimed)
        with (
            watching(journal.flush, partial(self._is_cancelling, claimed.id), to_the_end=False) as cancel,
            self.bench.prepared(run, journal, cancel, timings) as prepared,
        ):
            started = time.monotonic()
            over = Over(self.bench, run, prepared, cancel)
            found = _chosen([*_found(over, claimed)], claimed.request["names"])
            stored.begin(len(found))
            left = [(at, one) for at, one in enumerate(found, 1) if (one.path, one.name) not in has_result]
            in_turn(iter(left), partial(_do_one, over, stored, started + MOST_S), AT_ONCE, cancel)
            timings["tests_ms"] = milliseconds(time.monotonic() - started)
        return _ending(stored, cancel)

    def _is_settled(self, run_id: str) -> bool:
        """Whether a run can begin: not while its preview is being prepared, after which it is dispatched again."""
        lane = self.bench.previews.previews
        if lane.all_ready:
            return True
        with reading(self.engine) as session:
            run = session.get(OwnTestRun, run_id)
            api_version = run.api_version if run else None
        again = partial(self.dispatch, service.JOB, run_id)
        return api_version is None or lane.when_settled(ApiVersion(api_version), again)

    @patient
    def _claim(self, run_id: str) -> OwnTestRun | None:
        """The run with the counts of the results that it has already."""
        with unit_of_work(self.engine) as session:
            claimed = service.claim(session, run_id)
            if claimed is not None:
                claimed.counts = results.counts_of(session, run_id)
            return claimed

    def _is_cancelling(self, run_id: str) -> bool:
        """Whether nobody wants the run any more, which also is so when it was deleted."""
        with reading(self.engine) as session:
            found = session.exec(select(OwnTestRun.status).where(OwnTestRun.id == run_id)).first()
            return found is None or found is RunStatus.CANCELLING


def _found(over: Over, claimed: OwnTestRun) -> Iterator[Found]:
    """Every test of the files that were asked for, file after file."""
    subject = over.prepared.subject
    wanted = claimed.request["files"]
    there = sorted(path for path in (subject.files if subject else ()) if holds_tests(path, claimed.project_name))
    for path in there if wanted is None else [path for path in there if path in wanted]:
        found = over.found(path)
        if found is None:
            return
        if found["error"] is not None:
            yield Found(path, "", _line(path, found["error"]), found["error"])
        yield from (Found(path, one["name"], one["line"]) for one in found["tests"])


def _chosen(found: list[Found], names: list[str] | None) -> list[Found]:
    """Those that were named; of a file that cannot be read, and of one that was named whole, all."""
    wanted = None if names is None else {*names}
    chosen = [
        one
        for one in found
        if wanted is None or not one.name or one.path in wanted or service.named(one.path, one.name) in wanted
    ]
    if len(chosen) > MOST_TESTS:
        raise LimitExceeded(
            "too_many_tests",
            f"There are {len(chosen):,} tests; one run does at most {MOST_TESTS:,}. Run the files one by one.",
        )
    return chosen


def _do_one(over: Over, stored: Results, until: float, numbered: tuple[int, Found]) -> None:
    position, one = numbered
    if time.monotonic() > until:
        raise LimitExceeded(
            "tests_time", f"The tests took more than {MOST_S:.0f} s together. Run the files one by one, or test less."
        )
    if one.wrong is not None:
        result: Json | None = {"verdict": BROKEN, "reason": None, "error": one.wrong}
    else:
        result = over.result(one.path, one.name)
    if result is not None:
        stored.add(position, one.path, one.name, one.line, result)


def _line(path: str, error: Json) -> int:
    """Where in its own file something went wrong."""
    return next((frame["line"] for frame in reversed(error["frames"]) if frame["path"] == path), 0)


def _as_run(claimed: OwnTestRun) -> Run:
    """The row that a preview of its own would have; it is not stored."""
    request = RunRequest(messages=[]).as_json() | {"sources": claimed.request["sources"]}
    return Run(
        id=claimed.id,
        lane=LANE,
        sources_digest=claimed.sources_digest,
        project_id=claimed.project_id,
        project_name=claimed.project_name,
        revision=claimed.revision,
        kind=claimed.kind,
        api_version=claimed.api_version,
        request=request,
        requested_by=claimed.requested_by,
    )


def _ending(stored: Results, cancel: threading.Event) -> Ending:
    if cancel.is_set():
        came = f"The results of {stored.done:,} tests are kept." if stored.done else "No test had been run yet."
        return stopped("cancelled", f"This run was cancelled. {came}")
    return Ending(RunStatus.COMPLETED)
