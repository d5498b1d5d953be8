"""What a collection can be run over: a project's newest revision or its last release, or any component."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session
from starlette.datastructures import FormData

from app.artifacts import service as artifacts
from app.db.models import Collection, CollectionRun
from app.errors import Invalid
from app.http.studio import Studio
from app.kit.digests import short_digest
from app.projects import service as projects
from app.runs.collections import releases, service
from app.runs.preview import Typed
from app.web.project import forms

PROJECT, RELEASE, ARTIFACT = "project", "release", "artifact"
MOST_OFFERED = 100
_BEGINNING = re.compile(r"[0-9a-f]{6,64}")
_DRAFTS, _RELEASES, _BUILT = "Projects, newest text", "Projects, last release", "Built components"


@dataclass(frozen=True)
class Choice:
    """One that can be chosen; ``value`` is ``project:NAME``, ``release:NAME`` or ``artifact:DIGEST``."""

    value: str
    label: str


@dataclass(frozen=True)
class Choices:
    """All that are offered, and the one that is chosen."""

    projects: list[Choice]
    releases: list[Choice]
    artifacts: list[Choice]
    chosen: str
    is_cut: bool

    @property
    def groups(self) -> list[tuple[str, list[Choice]]]:
        """All of them under their headings."""
        every = (_DRAFTS, self.projects), (_RELEASES, self.releases), (_BUILT, self.artifacts)
        return [(title, listed) for title, listed in every if listed]

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
    released = [Choice(f"{RELEASE}:{name}", name) for name in releases.released(session, MOST_OFFERED)]
    built = [
        Choice(f"{ARTIFACT}:{each.digest}", f"{each.name} {short_digest(each.digest)}, {each.created_at:%Y-%m-%d}")
        for each in artifacts.page(session, None, MOST_OFFERED)
    ]
    listed = {PROJECT: named, RELEASE: released, ARTIFACT: built}
    is_cut = any(len(each) == MOST_OFFERED for each in listed.values())
    kind, _, value = chosen.partition(":")
    if value and kind in listed and chosen not in {each.value for each in listed[kind]}:
        listed[kind].append(Choice(chosen, value[:80]))
    return Choices(named, released, built, chosen, is_cut)


def of_run(run: CollectionRun | None) -> str:
    """What a run was over, as the form has it."""
    if run is None:
        return ""
    if run.artifact_digest:
        return f"{ARTIFACT}:{run.artifact_digest}"
    return f"{PROJECT}:{run.project_name}"


def wanted(session: Session, form: FormData, name: str = "target") -> str:
    """What the form says: what was written where that is not empty, else what was chosen from the list."""
    written = forms.text(form, f"{name}_named").strip()
    return named(session, written) if written else forms.text(form, name)


def named(session: Session, written: str) -> str:
    """What somebody means who writes the name of a project, or a component's digest or its beginning; NotFound where
    there is no such thing, and Invalid for a beginning that several have."""
    digest = written.lower().removeprefix("sha256:")
    if _BEGINNING.fullmatch(digest):
        found = artifacts.beginning_with(session, f"sha256:{digest}", 2)
        if len(found) > 1:
            raise Invalid("run_target", f"Several components begin with {digest}. Write more of the digest.")
        if found:
            return f"{ARTIFACT}:{found[0].digest}"
    return f"{PROJECT}:{projects.get(session, written).name}"


def ask(session: Session, studio: Studio, collection: Collection, over: Over, who: str) -> CollectionRun:
    """Ask for a run; errors as of the service's, and Invalid where nothing was chosen. Whoever calls commits, and then
    dispatches it."""
    kind, _, name = over.target.partition(":")
    if kind == PROJECT and name:
        project = projects.get(session, name)
        return service.of_sources(
            session, collection, project, over.typed, studio.settings, who,
            adapter=over.adapter, keys=over.keys, looks=studio.looks,
        )  # fmt: skip
    if kind == RELEASE and name:
        artifact = releases.last_release(session, projects.get(session, name))
    elif kind == ARTIFACT and name:
        artifact = artifacts.get(session, name)
    else:
        raise Invalid("run_target", "Choose what the cases are run over: a project, or a built component.")
    return service.of_artifact(session, collection, artifact, studio.settings, who, keys=over.keys)


def label(run: CollectionRun) -> str:
    """What a run was over, in a few words."""
    if run.project_name and run.revision is not None:
        name = f"{run.project_name} revision {run.revision}"
    else:
        name = run.project_name or ""
    built = f"component {short_digest(run.artifact_digest)}" if run.artifact_digest else "preview"
    return f"{name}, {built}" if name else built
