"""Which service does which job. A worker process would need nothing more than this and a queue."""

from collections.abc import Mapping
from functools import partial

from app.builds import service as builds
from app.builds.attempt import Surroundings
from app.builds.pipeline import Pipeline
from app.db.patience import patient
from app.db.session import unit_of_work
from app.http.studio import Studio
from app.queue.base import Handler
from app.runs import service as runs
from app.runs.bench import Bench
from app.runs.collections import chosen
from app.runs.collections import service as collection_runs
from app.runs.collections.executor import CollectionExecutor
from app.runs.executor import Executor
from app.runs.preview import PreviewLane
from app.runs.testing import service as own_tests
from app.runs.testing.executor import OwnTestExecutor


def handlers(studio: Studio) -> Mapping[str, Handler]:
    """Job names and what is called with a row's id."""
    told = studio.signals.notify
    around = Surroundings(
        studio.settings,
        studio.engine,
        studio.blobs,
        studio.precompiled,
        studio.bindings,
        studio.checker.lazy_imports,
        studio.packages,
    )
    pipeline = Pipeline(around, told, studio.queue.dispatch)
    lane = PreviewLane(studio.settings, studio.engine, studio.previews, studio.looks, studio.packages)
    executor = Executor(
        studio.settings,
        studio.engine,
        studio.precompiled,
        studio.runs,
        lane,
        told,
        studio.signals.end,
        studio.queue.dispatch,
    )
    bench = Bench(studio.settings, studio.precompiled, studio.runs, lane)
    ended, dispatch = studio.signals.end, studio.queue.dispatch
    collections = CollectionExecutor(bench, studio.engine, studio.blobs, told, ended, dispatch)
    return {
        builds.JOB: pipeline.run,
        builds.BUILT: partial(_run_chosen, studio),
        runs.JOB: executor.run,
        collection_runs.JOB: collections.run,
        own_tests.JOB: OwnTestExecutor(bench, studio.engine, told, ended, dispatch).run,
    }


def dispatch_waiting(studio: Studio) -> None:
    """Dispatch what an earlier process left behind: what waited, and what it was in the middle of."""
    with unit_of_work(studio.engine) as session:
        waiting = [(builds.JOB, row) for row in builds.requeue_interrupted(session)]
        waiting += [(builds.BUILT, row) for row in builds.not_followed(session)]
        waiting += [(runs.JOB, row) for row in runs.requeue_interrupted(session)]
        waiting += [(collection_runs.JOB, row) for row in collection_runs.requeue_interrupted(session)]
        waiting += [(own_tests.JOB, row) for row in own_tests.requeue_interrupted(session)]
    for job, row_id in waiting:
        studio.queue.dispatch(job, row_id)


@patient
def _run_chosen(studio: Studio, build_id: str) -> None:
    """Run the collections that a built project has chosen over its component."""
    with unit_of_work(studio.engine) as session:
        asked = [run.id for run in chosen.after_build(session, build_id, studio.settings)]
    for run_id in asked:
        studio.queue.dispatch(collection_runs.JOB, run_id)
