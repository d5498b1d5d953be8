"""A test from its beginning to its end: files read, cases run, verdicts told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app.db.models import CaseResult, CollectionRun, RunStatus
from app.db.session import reading
from app.offline.around import Around, opened, work_settings
from app.offline.folder import ProjectFolder
from app.offline.given import taken_in
from app.offline.over import Over, asked
from app.offline.ready import preview_folder
from app.runs.collections import service
from app.runs.collections.reported import every_result
from app.settings import Settings

PASSED, FAILED, NOTHING_EXPECTED = 0, 1, 3


@dataclass(frozen=True)
class Ended:
    """How a test came out. ``results`` reads them anew each time, in the order of the cases; ``error`` is
    ``{code, title, detail}`` where the run did not come to its end."""

    collection: str
    counts: dict[str, int]
    total: int
    error: dict[str, Any] | None
    results: Callable[[], Iterator[CaseResult]]

    @property
    def exit_code(self) -> int:
        """1 where a case failed or was broken, 3 where nothing was expected of any, else 0."""
        if self.error is not None or self.counts["failed"] or self.counts["broken"]:
            return FAILED
        return PASSED if self.counts["passed"] else NOTHING_EXPECTED


def run_tests(
    settings: Settings, files: Path, over: Over, say: Callable[[str], None], tell: Callable[[Ended], None]
) -> int:
    """Run the collection of a file or a folder over an operator, call ``tell`` with how it came out while that can be
    read, and answer the exit code. ``say`` hears what is worth knowing meanwhile.

    Unusable or a StudioError where the files or the operator cannot be used.
    """
    with work_settings(settings) as work:
        if isinstance(over, ProjectFolder):
            folder = preview_folder(settings, work, over.api_version, say)
            work = work.model_copy(update={"preview_dir": folder})
        with opened(work, settings.precompiled_dir.absolute()) as around:
            collection = taken_in(around, files, say)
            run_id = asked(around, collection.id, over)
            _run(around, run_id)
            tested = _tested(around.engine, collection.name, run_id)
            tell(tested)
            return tested.exit_code


def _run(around: Around, run_id: str) -> None:
    """Until it has ended: a run whose preview is not settled yet is taken up again when it is."""
    around.executor.run(run_id)
    while not _status(around.engine, run_id).is_final:
        around.again.get()
        around.executor.run(run_id)


def _status(engine: Engine, run_id: str) -> RunStatus:
    with reading(engine) as session:
        return service.status(session, run_id)


def _tested(engine: Engine, name: str, run_id: str) -> Ended:
    with reading(engine) as session:
        run: CollectionRun = service.get(session, run_id)
        return Ended(name, dict(run.counts), run.total, run.error, partial(every_result, engine, run_id))
