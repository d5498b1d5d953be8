"""Which service does which job. A worker process would need nothing more than this and a queue."""

from collections.abc import Mapping

from app.builds import service as builds
from app.builds.attempt import Surroundings
from app.builds.pipeline import Pipeline
from app.db.session import unit_of_work
from app.http.studio import Studio
from app.queue.base import Handler
from app.runs import service as runs
from app.runs.executor import Executor
from app.runs.preview import PreviewLane


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
    return {builds.JOB: pipeline.run, runs.JOB: executor.run}


def dispatch_waiting(studio: Studio) -> None:
    """Dispatch what an earlier process left behind: what waited, and what it was in the middle of."""
    with unit_of_work(studio.engine) as session:
        waiting = [(builds.JOB, row) for row in builds.requeue_interrupted(session)]
        waiting += [(runs.JOB, row) for row in runs.requeue_interrupted(session)]
    for job, row_id in waiting:
        studio.queue.dispatch(job, row_id)
