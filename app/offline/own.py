"""A project's own tests, run from its folder without a studio."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from app.db.models import OwnTestResult, OwnTestRun, Project
from app.db.session import reading, unit_of_work
from app.kit.text import printable
from app.offline.around import Around, opened, work_settings
from app.offline.folder import ProjectFolder
from app.offline.over import WHO
from app.offline.ready import preview_folder
from app.offline.tested import FAILED, NOTHING_EXPECTED
from app.offline.tested import PASSED as WELL
from app.offline.told import write
from app.operators.names import entry_path
from app.projects import service as projects
from app.runs.testing import service
from app.runs.testing.counting import NONE, PASSED, verdict_of
from app.runs.testing.described import result_described
from app.runs.testing.executor import OwnTestExecutor
from app.runs.testing.reported import every_result, junit_of, why
from app.settings import Settings

Results = Callable[[], Iterable[OwnTestResult]]
_INDENT = " " * 10


def run_own_tests(
    settings: Settings, folder: ProjectFolder, say: Callable[[str], None], *, junit: Path | None, as_object: bool
) -> int:
    """Run the tests of a project's folder, print how they came out, and answer the exit code: 1 where one failed or
    could not be run, 3 where there was none that passed or failed, else 0.

    Unusable or a StudioError where the folder or the file for ``junit`` cannot be used.
    """
    with work_settings(settings) as work:
        ready = preview_folder(settings, work, folder.api_version, say)
        work = work.model_copy(update={"preview_dir": ready})
        with opened(work, settings.precompiled_dir.absolute()) as around:
            run = _done(around, folder)
            results = partial(every_result, around.engine, run.id)
            sys.stdout.writelines(_as_json(run, results) if as_object else _as_text(run, results))
            if junit is not None:
                write(junit, junit_of(run, results()))
    return exit_code(run)


def exit_code(run: OwnTestRun) -> int:
    """0, 1 or 3, see run_own_tests."""
    verdict = verdict_of(run.status, run.counts)
    return WELL if verdict == PASSED else NOTHING_EXPECTED if verdict == NONE else FAILED


def _done(around: Around, folder: ProjectFolder) -> OwnTestRun:
    """The run, once it has ended: one whose preview is not settled yet is taken up again when it is."""
    again: SimpleQueue[str] = SimpleQueue()
    executor = OwnTestExecutor(
        around.executor.bench, around.engine, _ignore, _ignore, lambda _, run_id: again.put(run_id)
    )
    run_id = _asked(around, folder)
    while True:
        executor.run(run_id)
        with reading(around.engine) as session:
            run = service.get(session, run_id)
            if run.status.is_final:
                session.expunge(run)
                return run
        again.get()


def _ignore(_: str) -> None:
    """Nobody watches."""


def _asked(around: Around, folder: ProjectFolder) -> str:
    with unit_of_work(around.engine) as session:
        entry = folder.files[entry_path(folder.name)].decode(errors="replace")
        project: Project = projects.create(session, folder.name, folder.kind, folder.api_version, entry)
        projects.change_files(session, project, project.head, dict(folder.files))
        return service.ask(session, project, None, around.settings, WHO, looks=around.looks).id


def _as_text(run: OwnTestRun, results: Results) -> Iterator[str]:
    for row in results():
        took = "" if row.duration_us is None else f" ({row.duration_us / 1000:,.1f} ms)"
        yield f"{row.verdict.upper():9} {printable(service.named(row.path, row.name))}{took}\n"
        lines = printable(why(row) or "").splitlines()
        yield from (f"{_INDENT}{line}\n" for line in lines)
    if run.error is not None:
        yield f"The tests were not run to their end: {printable(run.error['detail'])}\n"
    counted = [f"{count:,} {verdict}" for verdict, count in run.counts.items() if count]
    tests = "1 test" if run.total == 1 else f"{run.total or 0:,} tests"
    yield f"{run.project_name}: {tests}, {', '.join(counted) or 'none of them run'}\n"


def _as_json(run: OwnTestRun, results: Results) -> Iterator[str]:
    top = {"project": run.project_name, "total": run.total or 0, "counts": run.counts, "error": run.error}
    yield json.dumps(top | {"exit_code": exit_code(run)}).removesuffix("}") + ', "results": ['
    separator = "\n"
    for row in results():
        yield separator + json.dumps(result_described(row))
        separator = ",\n"
    yield "\n]}\n"
