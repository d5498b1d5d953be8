"""The test panel: what it would run, what its form holds, and the newest result."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.artifacts import service as artifacts
from app.builds import service as builds
from app.db.models import Artifact, Build, Project, Run
from app.errors import Invalid, NotFound
from app.http.studio import Studio
from app.operators.kinds import ApiVersion, Kind
from app.operators.samples import SamplePayload, payloads
from app.runs import service
from app.runs.limits import effective_limits, highest_limits
from app.runs.previews import READY, PreviewState
from app.runs.report import run_beginning
from app.settings import Settings
from app.web.project import build_view, run_fields
from app.web.project.run_fields import Fields
from app.web.result_view import PAGE


@dataclass(frozen=True)
class Target:
    """The component that a run takes: of the newest revision, or ``older``, or none yet."""

    build: Build | None
    head: int
    is_building: bool

    @property
    def older(self) -> bool:
        """Whether the only component there is was made from an older revision."""
        return self.build is not None and self.build.revision != self.head

    @property
    def ready(self) -> bool:
        """Whether the newest revision can be run."""
        return self.build is not None and not self.older


@dataclass(frozen=True)
class TestPanel:
    """Everything the panel shows beside the page's own facts."""

    target: Target
    samples: list[SamplePayload]
    fields: Fields
    report: dict[str, Any] | None
    run: Run | None
    limits: dict[str, tuple[int, int]]
    preview: PreviewState | None


def panel(
    session: Session, studio: Studio, project: Project, payload: str | None = None, run_id: str | None = None
) -> TestPanel:
    """The panel of a project: with a sample's input, or else with the last run's."""
    last = service.latest(session, project)
    shown = of_project(session, project, run_id) if run_id else last
    samples = payloads(Kind(project.kind), ApiVersion(project.api_version))
    if payload is not None:
        fields = from_sample(project, samples, payload)
    elif last is not None:
        fields = run_fields.from_request(Kind(project.kind), last.request, lane=last.lane, run_id=last.id)
    else:
        fields = from_sample(project, samples, samples[0].name)
    return TestPanel(
        target=target(session, project),
        samples=samples,
        fields=fields,
        report=run_beginning(session, shown, PAGE) if shown else None,
        run=shown,
        limits=limits(studio.settings),
        preview=preview(studio, project),
    )


def limits(settings: Settings) -> dict[str, tuple[int, int]]:
    """What a run gets that does not ask, and the most that it may ask for."""
    usual, highest = effective_limits({}, settings), highest_limits(settings)
    return {name: (usual[name], highest[name]) for name in usual}


def preview(studio: Studio, project: Project) -> PreviewState | None:
    """Why a preview would have to wait or cannot be; None where it can be at once, or is prepared for the first run."""
    state = studio.previews.state(ApiVersion(project.api_version))
    return None if state is None or state.state == READY else state


def target(session: Session, project: Project) -> Target:
    """What a run of the component would take now."""
    newest = builds.of_project(session, project, 1)
    is_building = bool(newest) and not newest[0].status.is_final and newest[0].revision == project.head
    return Target(build_view.last_built(session, project), project.head, is_building)


def last_revision(session: Session, project: Project) -> int | None:
    """The revision that the newest result is for."""
    last = service.latest(session, project)
    return last.revision if last else None


def component_of(session: Session, target: Target) -> Artifact | None:
    """The component that can be downloaded now."""
    digest = target.build.artifact_digest if target.build else None
    return artifacts.get(session, digest) if digest else None


def from_sample(project: Project, samples: list[SamplePayload], name: str) -> Fields:
    """A sample's input; Invalid when this kind has none of that name."""
    found = next((sample for sample in samples if sample.name == name), None)
    if found is None:
        raise Invalid("payload_unknown", f"There is no sample payload of this name for a {project.kind} operator.")
    return run_fields.from_request(Kind(project.kind), found.request, found.description)


def of_project(session: Session, project: Project, run_id: str) -> Run:
    """A run by its id; NotFound when this project has no such run."""
    run = service.get(session, run_id)
    if run.project_id != project.id:
        raise NotFound("run_unknown", f"{project.name} has no such run.")
    return run
