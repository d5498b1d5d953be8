"""What a collection can be run over: a project's newest revision, or a component."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.artifacts import service as artifacts
from app.db.models import Collection, CollectionRun
from app.errors import Invalid
from app.http.studio import Studio
from app.kit.digests import short_digest
from app.projects import service as projects
from app.runs.collections import service
from app.runs.preview import Typed

PROJECT, ARTIFACT = "project", "artifact"
MOST_OFFERED = 100


@dataclass(frozen=True)
class Choice:
    """One that can be chosen; ``value`` is ``project:NAME`` or ``artifact:DIGEST``."""

    value: str
    label: str


@dataclass(frozen=True)
class Choices:
    """All that are offered, and the one that is chosen."""

    projects: list[Choice]
    artifacts: list[Choice]
    chosen: str

    @property
    def any(self) -> bool:
        """Whether there is one at all."""
        return bool(self.projects or self.artifacts)


@dataclass(frozen=True)
class Over:
    """How a run is asked for: ``typed`` is laid over a project's newest revision; without ``keys`` all cases run."""

    target: str
    keys: Sequence[str] | None = None
    typed: Typed | None = None
    adapter: bool = True


def choices(session: Session, chosen: str = "") -> Choices:
    """Projects by name and the newest components; ``chosen`` is there also where it would not be offered."""
    named = [Choice(f"{PROJECT}:{each.name}", each.name) for each in projects.page(session, None, MOST_OFFERED)]
    built = [
        Choice(f"{ARTIFACT}:{each.digest}", f"{each.name} {short_digest(each.digest)}, {each.created_at:%Y-%m-%d}")
        for each in artifacts.page(session, None, MOST_OFFERED)
    ]
    known = {each.value for each in (*named, *built)}
    kind, _, value = chosen.partition(":")
    if chosen and chosen not in known and value:
        (named if kind == PROJECT else built).append(Choice(chosen, value[:80]))
    return Choices(named, built, chosen)


def of_run(run: CollectionRun | None) -> str:
    """What a run was over, as the form has it."""
    if run is None:
        return ""
    if run.artifact_digest:
        return f"{ARTIFACT}:{run.artifact_digest}"
    return f"{PROJECT}:{run.project_name}"


def ask(session: Session, studio: Studio, collection: Collection, over: Over, who: str) -> CollectionRun:
    """Ask for a run; errors as of the service's, and Invalid where nothing was chosen. Whoever calls commits, and then
    dispatches it."""
    kind, _, name = over.target.partition(":")
    if kind == ARTIFACT and name:
        artifact = artifacts.get(session, name)
        return service.of_artifact(session, collection, artifact, studio.settings, who, keys=over.keys)
    if kind == PROJECT and name:
        project = projects.get(session, name)
        return service.of_sources(
            session, collection, project, over.typed, studio.settings, who,
            adapter=over.adapter, keys=over.keys, looks=studio.looks,
        )  # fmt: skip
    raise Invalid("run_target", "Choose what the cases are run over: a project, or a built component.")


def label(run: CollectionRun) -> str:
    """What a run was over, in a few words."""
    if run.project_name and run.revision is not None:
        name = f"{run.project_name} revision {run.revision}"
    else:
        name = run.project_name or ""
    built = f"component {short_digest(run.artifact_digest)}" if run.artifact_digest else "preview"
    return f"{name}, {built}" if name else built
