"""A build as the build panel shows it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.builds import service
from app.builds.attempt import PACKAGES, PHASES, RELEASE, SLIM
from app.db.models import Artifact, Build, BuildStatus, Project
from app.errors import NotFound
from app.http.studio import Studio
from app.web import formats, slimming_view
from app.web.project.build_log import Line, tail

NO_WORKER = (
    "No build worker is running, so this build waits. Start a studio with STUDIO_BUILD_WORKERS of 1 or more on the "
    "same data folder."
)


@dataclass(frozen=True)
class Phase:
    """One step: ``state`` is waiting, running, succeeded or failed."""

    name: str
    state: str
    seconds: float | None


@dataclass(frozen=True)
class BuildPanel:
    """Everything the panel says about one build."""

    build: Build
    phases: list[Phase]
    sentence: str
    artifact: Artifact | None
    usual: float | None
    has_worker: bool
    lines: list[Line]
    lines_cut: int

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return self.build.status.is_final

    @property
    def smaller(self) -> str | None:
        """How much smaller the component is than what the toolchain made; None where it was not slimmed."""
        return slimming_view.in_short(self.artifact) if self.artifact else None

    @property
    def since(self) -> datetime:
        """When it began, or was asked for."""
        return self.build.started_at or self.build.created_at

    @property
    def last_line(self) -> int:
        """The number of the newest line in the log."""
        return self.lines[-1].number if self.lines else 0


def newest(session: Session, studio: Studio, project: Project) -> BuildPanel | None:
    """The newest build of a project."""
    found = service.of_project(session, project, 1)
    return panel(session, studio, found[0]) if found else None


def of_project(session: Session, project: Project, build_id: str) -> Build:
    """A build by its id; NotFound when this project has no such build."""
    build = service.get(session, build_id)
    if build.project_id != project.id:
        raise NotFound("build_unknown", f"{project.name} has no such build.")
    return build


def panel(session: Session, studio: Studio, build: Build) -> BuildPanel:
    """The panel of a build, with the end of its log."""
    artifact = session.get(Artifact, build.artifact_digest) if build.artifact_digest else None
    lines, cut = tail(session, build.id)
    has_worker = studio.queue.workers(service.JOB) > 0
    return BuildPanel(
        build=build,
        phases=phases(build),
        sentence=_sentence(session, build, artifact, has_worker),
        artifact=artifact,
        usual=service.usual_seconds(session),
        has_worker=has_worker,
        lines=lines,
        lines_cut=cut,
    )


def phases(build: Build) -> list[Phase]:
    """Every phase with its state, those that not every build has only where they take place; a build from the store
    had none."""
    if build.cached:
        return []
    unslimmed = build.mode != RELEASE or "store" in build.timings
    absent = {PACKAGES, SLIM} if unslimmed else {PACKAGES}
    names = [name for name in PHASES if name not in absent or name in build.timings or name == build.phase]
    failed = next((name for name in names if name not in build.timings), None)
    return [Phase(name, _state(build, name, failed), build.timings.get(name)) for name in names]


def last_built(session: Session, project: Project) -> Build | None:
    """The newest revision's build with a component, or else the newest of an older revision."""
    query = select(Build).join(Artifact, col(Artifact.digest) == Build.artifact_digest)
    query = query.where(Build.project_id == project.id)
    return session.exec(query.order_by(col(Build.revision).desc(), col(Build.id).desc()).limit(1)).first()


def _state(build: Build, name: str, failed: str | None) -> str:
    if name == build.phase:
        return "running"
    if name in build.timings:
        return "succeeded"
    return "failed" if build.status is BuildStatus.FAILED and name == failed else "waiting"


def _sentence(session: Session, build: Build, artifact: Artifact | None, has_worker: bool) -> str:
    if build.error:
        return str(build.error["detail"])
    if build.status is BuildStatus.QUEUED:
        return _queued(service.position(session, build) or 0) if has_worker else NO_WORKER
    if build.status is BuildStatus.SUCCEEDED:
        return _built(build, artifact)
    if build.status is BuildStatus.CANCELLED:
        return "This build was cancelled."
    if build.status is BuildStatus.CANCELLING:
        return "The build is being stopped."
    if artifact is not None:
        return "The component is stored and can be downloaded. It is being precompiled for its first run."
    return f"Building revision {build.revision}: {build.phase or 'starting'}."


def _queued(before: int) -> str:
    if not before:
        return "It is the next one in the queue."
    return f"{before} {'build comes' if before == 1 else 'builds come'} before this one."


def _built(build: Build, artifact: Artifact | None) -> str:
    if artifact is None:
        return f"Revision {build.revision} was built; its component has been deleted since."
    if build.cached:
        return f"The same inputs were built before: this is the stored component, {formats.size(artifact.size)}."
    took = formats.seconds(sum(build.timings.values()))
    smaller = slimming_view.in_short(artifact)
    in_words = f" ({smaller})" if smaller else ""
    return f"Revision {build.revision} is built: {formats.size(artifact.size)}{in_words} in {took}."
