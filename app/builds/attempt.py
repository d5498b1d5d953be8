"""One attempt at a build: its phases in order, each timed, each line of the log kept.

No database session is open while a child works.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine

from app.artifacts import service as artifacts
from app.artifacts.precompiled import Precompiled
from app.builds import claims
from app.builds import packages as build_packages
from app.builds.bindings import Bindings
from app.builds.failures import BuildFailure
from app.builds.key import TOOLCHAIN, python_sources, toolchain
from app.builds.service import artifact_of_key
from app.builds.slimming import Slimmed, Slimming
from app.builds.steps import Steps
from app.builds.workspace import Workspace
from app.components.reader import ComponentReport
from app.db.journal import Journal
from app.db.models import Build, Revision
from app.db.patience import patient
from app.db.session import reading, unit_of_work
from app.errors import StudioError
from app.kit.digests import digest_of
from app.kit.folders import regular, throw_away
from app.operators.adapter import adapter_source
from app.operators.checker import Subject
from app.operators.diagnostics import Diagnostic
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import World, world_for
from app.packages.service import Packages, PackageStore, requirements_of
from app.projects import revisions
from app.settings import Settings
from app.storage.blobs import Blobs

PACKAGES = "packages"  # the phase that only a project with requirements has
SLIM = "slim"  # the phase that only a release build has
PHASES = ("prepare", PACKAGES, "bindings", "componentize", "inspect", SLIM, "store", "precompile")  # in their order
RELEASE = "release"
TIMING_DIGITS = 3


@dataclass(frozen=True)
class Surroundings:
    """What every build works with. ``lazy_imports`` tells which modules a project imports only inside functions."""

    settings: Settings
    engine: Engine
    blobs: Blobs
    precompiled: Precompiled
    bindings: Bindings
    lazy_imports: Callable[[Subject], list[str]]
    packages: PackageStore


class Attempt:
    """The phases of one attempt; they share the row, the journal and the wish to be cancelled."""

    def __init__(
        self,
        around: Surroundings,
        build: Build,
        journal: Journal,
        cancel: threading.Event,
        timings: dict[str, float],
    ) -> None:
        """``timings`` is filled with seconds by phase, also of the phase that fails."""
        self._around = around
        self._build = build
        self._journal = journal
        self._cancel = cancel
        self._timings = timings
        self._packages: Packages | None = None
        self._warnings: list[Diagnostic] = []

    def run(self) -> dict[str, object]:
        """All phases; answers what is to be stored with the success. Raises BuildFailure."""
        self._refuse_endless_attempts()
        digest, cached = self._known_artifact()
        if digest is None:
            digest = self._component()
        claims.note(self._around.engine, self._build.id, artifact_digest=digest)
        self._precompile(digest)
        warnings = [warning.as_json() for warning in self._warnings]
        return {"artifact_digest": digest, "cached": cached, "diagnostics": warnings}

    def _refuse_endless_attempts(self) -> None:
        if self._build.attempt > claims.MOST_ATTEMPTS:
            times = claims.MOST_ATTEMPTS
            detail = f"The studio stopped {times} times in the middle of this build, so it is not tried again."
            raise BuildFailure("build_interrupted", detail)

    def _known_artifact(self) -> tuple[str | None, bool]:
        """An artifact stored by an earlier attempt of this build, or by another build of the same inputs."""
        with reading(self._around.engine) as session:
            digest = artifact_of_key(session, self._build.key)
        return digest, digest is not None and digest != self._build.artifact_digest

    def _component(self) -> str:
        with throw_away(self._around.settings.work_dir) as folder:
            workspace = Workspace(folder)
            with self._phase("prepare"):
                files = self._files()
                sources = python_sources(files, self._build.project_name)
                target = world_for(Kind(self._build.kind), ApiVersion(self._build.api_version), sources)
                workspace.fill(sources)
                self._say(f"Revision {self._build.revision} of {self._build.project_name}: {', '.join(sources)}")
            self._bring_packages(files, workspace)
            with self._phase("bindings"):
                self._say(f"World {target.described}")
                self._around.bindings.ensure(target)
                if self._build.adapter:
                    workspace.add_adapter(self._adapter(target, sources))
            steps = Steps(self._around.settings, workspace, self._journal, self._cancel)
            with self._phase("componentize"):
                self._say(f"Compiling with {TOOLCHAIN} {toolchain()[TOOLCHAIN]}; this takes most of the time")
                name, adapter = self._build.project_name, self._build.adapter
                steps.componentize(target, name, sources, adapter=adapter, packages=self._packages)
            with self._phase("inspect"):
                report = steps.inspect(target)
                self._say(
                    f"{report.size:,} bytes; exports {target.export} and imports {len(report.imports)} interfaces"
                )
            chosen = self._slimmed(workspace, target, report)
            with self._phase("store"):
                return self._store(target, chosen, report.size)

    def _slimmed(self, workspace: Workspace, target: World, plain: ComponentReport) -> Slimmed:
        """A release build's component made smaller; a debug build keeps all that debuggers read."""
        if self._build.mode != RELEASE:
            return Slimmed(workspace.component, plain)
        around = self._around
        with self._phase(SLIM):
            self._say("Making it smaller and trying the result once; this includes compiling it for this machine")
            phase = Slimming(around.settings, workspace, around.precompiled, self._cancel, self._say)
            return phase.best(target, plain)

    def _adapter(self, target: World, sources: Mapping[str, bytes]) -> str:
        name, entry_class = self._build.project_name, target.kind.entry_class
        lazy_imports = self._around.lazy_imports(Subject(target.kind, target.api_version, name, sources))
        early = f", and imported early: {', '.join(lazy_imports)}" if lazy_imports else ""
        self._say(f"With the adapter: one {entry_class} for init and process{early}")
        of_packages = self._packages.lazy_imports if self._packages else []
        return adapter_source(name, entry_class, [*lazy_imports, *of_packages])

    def _bring_packages(self, files: Mapping[str, bytes], workspace: Workspace) -> None:
        requirements = requirements_of(files, self._around.settings)
        if requirements is None:
            return
        with self._phase(PACKAGES):
            self._say("Fetching the packages that requirements.txt asks for")
            store, target = self._around.packages, workspace.packages
            self._packages = build_packages.bring(store, requirements, target, self._cancel, self._say)
            self._warnings = build_packages.warnings(self._packages, requirements)

    def _files(self) -> dict[str, bytes]:
        with reading(self._around.engine) as session:
            revision = session.get(Revision, self._build.revision_id)
            if revision is None:
                raise BuildFailure("build_project_deleted", "The project was deleted before its turn came.")
            return revisions.contents(session, revision)

    @patient
    def _store(self, target: World, chosen: Slimmed, plain_size: int) -> str:
        content = regular(chosen.path).read_bytes()
        digest = digest_of(content)
        with unit_of_work(self._around.engine) as session:
            artifacts.keep(
                session,
                digest,
                self._build.project_name,
                target,
                chosen.report,
                mode=self._build.mode,
                adapter=self._build.adapter,
                toolchain={**toolchain(), **self._chosen()},
                origin="built",
                plain_size=plain_size if chosen.facts else None,
                slimming=chosen.facts,
            )
            build = session.get_one(Build, self._build.id)
            build.artifact_digest = digest
            session.flush()
            # Under the write lock: a deletion of the same component drops its bytes either before this or not at all.
            self._around.blobs.put(content)
        self._journal.add("artifact", digest=digest, size=chosen.report.size)
        self._say(f"Stored as {digest}; it can be downloaded now")
        return digest

    def _chosen(self) -> dict[str, object]:
        return {"packages": dict(self._packages.versions)} if self._packages else {}

    def _precompile(self, digest: str) -> None:
        """A component that cannot be precompiled is still a component: the log says what happened."""
        with self._phase("precompile"):
            try:
                self._say("Compiling to this machine's own code, so that runs start at once")
                self._around.precompiled.ensure(digest, self._cancel)
            except StudioError as error:
                self._journal.add("log", text=f"{error.detail} The component itself is stored and can be downloaded.")

    @contextmanager
    def _phase(self, name: str) -> Iterator[None]:
        self._enter(name)
        started = time.monotonic()
        try:
            yield
        finally:
            self._timings[name] = round(time.monotonic() - started, TIMING_DIGITS)

    def _say(self, text: str) -> None:
        """A line of the studio's own in the log."""
        self._journal.add("log", text=text)
        patient(self._journal.flush)()

    def _enter(self, name: str) -> None:
        """Say that a phase begins, and store how long those before it took."""
        claims.note(self._around.engine, self._build.id, phase=name, timings=self._timings)
        self._journal.add("phase", name=name, timings=dict(self._timings))
        patient(self._journal.flush)()
