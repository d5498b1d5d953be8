"""The steps of a build that need a child: compiling, and reading the result's hostile bytes."""

import threading
from collections.abc import Mapping

from app.artifacts.inspection import inspect_file
from app.artifacts.limits import inspect_limits
from app.builds.failures import BuildFailure, not_this_kind, refused_by_compiler, stopped
from app.builds.limits import build_limits
from app.builds.packages import blame
from app.builds.workspace import Workspace
from app.components.reader import ComponentReport
from app.db.journal import Journal
from app.errors import StudioError
from app.kit.text import decode
from app.operators.adapter import MODULE
from app.operators.compatibility import mismatches
from app.operators.diagnostics import from_build_log
from app.operators.names import entry_path
from app.operators.worlds import World
from app.packages.service import Packages
from app.sandbox.exits import Cause
from app.sandbox.job import Job
from app.sandbox.messages import Message
from app.sandbox.process import run
from app.sandbox.profiles import BUILD
from app.settings import Settings


class Steps:
    """Children of one build. What they print goes to the journal as it comes."""

    def __init__(self, settings: Settings, workspace: Workspace, journal: Journal, cancel: threading.Event) -> None:
        self._settings = settings
        self._workspace = workspace
        self._journal = journal
        self._cancel = cancel
        self._lines: list[str] = []
        self._failed: list[Message] = []

    def componentize(
        self, target: World, app: str, sources: Mapping[str, bytes], *, adapter: bool, packages: Packages | None = None
    ) -> None:
        """Make the component of the workspace's sources, whose entry module is ``app``, and of its adapter if it is
        to have one; BuildFailure when there is none afterwards."""
        folders = [self._workspace.sources, *([self._workspace.adapter] if adapter else [])]
        if packages is not None:
            folders.append(self._workspace.packages)
        request = {
            "wit": str(target.wit_folder),
            "world": target.name,
            "app": MODULE if adapter else app,
            "sources": [str(folder) for folder in folders],
            "output": str(self._workspace.component),
        }
        limits = build_limits(self._settings)
        job = Job(
            "app.sandbox.build_child",
            request,
            BUILD,
            self._workspace.folder,
            limits,
            readable=(target.wit_folder,),
        )
        outcome = run(job, on_message=self._heard, on_line=self._printed, cancel=self._cancel)
        if outcome.cause is not Cause.COMPLETED:
            raise stopped(outcome)
        if self._failed:
            texts = {path: decode(source) for path, source in sources.items()}
            found = from_build_log(self._lines, texts, entry_path(app))
            if packages is not None:
                found = blame(self._lines, found, packages, len(folders) - 1)
            raise refused_by_compiler(found)

    def inspect(self, target: World) -> ComponentReport:
        """Read the component; BuildFailure when the real runtime would not load it as this kind."""
        limits = inspect_limits(self._settings)
        try:
            report = inspect_file(self._workspace.component, self._workspace.folder, limits, self._cancel)
        except StudioError as error:
            raise BuildFailure(error.code, error.detail) from error
        if reasons := mismatches(report, target):
            raise not_this_kind(reasons)
        return report

    def _heard(self, message: Message) -> None:
        if message["kind"] == "failed":
            self._failed.append(message)

    def _printed(self, line: str) -> None:
        self._lines.append(line)
        self._journal.add("log", text=line)
