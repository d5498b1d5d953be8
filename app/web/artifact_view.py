"""What an artifact's own page shows beside its row."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from app.artifacts import references, service
from app.artifacts.next_steps import NextSteps, next_steps
from app.builds import service as builds
from app.components.reader import ComponentReport
from app.db.models import Artifact, Build, Project, Run
from app.errors import StudioError
from app.operators.compatibility import TOOLCHAIN_EXPORTS
from app.operators.kinds import ApiVersion, Kind
from app.operators.samples import payloads
from app.runs import service as runs
from app.web import slimming_view
from app.web.paging import Part, part
from app.web.project.run_fields import Fields, from_request

BUILDS_SHOWN = 20
RUNS_SHOWN = 10


@dataclass(frozen=True)
class Size:
    """A part of the component in bytes; ``inner`` parts are contained in the one above them."""

    name: str
    count: int
    inner: bool = False


@dataclass(frozen=True)
class ArtifactView:
    """An artifact, what its bytes say, and everything that refers to it."""

    artifact: Artifact
    report: ComponentReport
    file_name: str
    steps: NextSteps
    sizes: list[Size]
    builds: Part[Build]
    projects: frozenset[str]
    runs: Part[Run]
    in_the_way: str | None

    @property
    def imports(self) -> list[str]:
        """What it asks of its host, the operator's own interfaces before those of WASI."""
        return sorted(self.report.imports, key=lambda name: (name.startswith("wasi:"), name))

    @property
    def exports(self) -> list[str]:
        """What it offers."""
        return sorted(self.report.exports)

    @property
    def smaller(self) -> str | None:
        """How much smaller it is than what the toolchain made; None where it was not slimmed."""
        return slimming_view.in_short(self.artifact)

    @property
    def slimming(self) -> list[str]:
        """What slimming did, one sentence each."""
        return slimming_view.done(self.artifact)

    @property
    def hooks(self) -> frozenset[str]:
        """Exports that no runtime asks for."""
        return TOOLCHAIN_EXPORTS


def artifact_view(
    session: Session, artifact: Artifact, builds_after: str | None = None, runs_after: str | None = None
) -> ArtifactView:
    """Everything about an artifact; ``..._after`` are ids of the last build and run seen."""
    report = ComponentReport.from_json(artifact.report)
    file_name = service.file_name(artifact)
    shown = _builds(session, artifact.digest, builds_after)
    listed = runs.listing(session, artifact.digest, runs_after, RUNS_SHOWN + 1)
    return ArtifactView(
        artifact=artifact,
        report=report,
        file_name=file_name,
        steps=next_steps(artifact, file_name),
        sizes=_sizes(report),
        builds=shown,
        projects=_existing(session, shown.rows),
        runs=part(listed, lambda run: run.id, RUNS_SHOWN),
        in_the_way=in_the_way(session, artifact),
    )


def in_the_way(session: Session, artifact: Artifact) -> str | None:
    """Why an artifact cannot be deleted now; None when nothing refers to it."""
    reasons = references.to_artifact(session, artifact.digest)
    return f"{_capital(' and '.join(reasons))}. Delete those first." if reasons else None


def origin(artifact: Artifact) -> str:
    """Where the component comes from, in words."""
    return "Built elsewhere and added" if artifact.origin == "uploaded" else "Built in this studio"


def tools(artifact: Artifact, report: ComponentReport) -> list[str]:
    """The tools that made it: those this studio used, or else those that the component itself names."""
    known = artifact.toolchain or dict(report.producers.get("processed-by", []))
    plain = {name: version for name, version in known.items() if name != "packages"}
    return [f"{name} {version}".strip() for name, version in [*plain.items(), *known.get("packages", {}).items()]]


def context(view: ArtifactView, typed: Fields | None = None, problem: StudioError | None = None) -> dict[str, Any]:
    """For the template; ``typed`` is what the form to run it held, and ``problem`` why that could not be run."""
    return {
        "view": view,
        "origin": origin(view.artifact),
        "tools": tools(view.artifact, view.report),
        "fields": typed or _sample(view.artifact),
        "problem_of_run": problem,
    }


def _sample(artifact: Artifact) -> Fields:
    """Input that this kind's template takes: something to start from."""
    kind = Kind(artifact.kinds[0])
    return from_request(kind, payloads(kind, ApiVersion(artifact.api_version))[0].request)


def _builds(session: Session, digest: str, after: str | None) -> Part[Build]:
    newest_first = builds.of_artifact(session, digest)[::-1]
    older = [build for build in newest_first if after is None or build.id < after]
    return part(older[: BUILDS_SHOWN + 1], lambda build: build.id, BUILDS_SHOWN)


def _existing(session: Session, rows: Any) -> frozenset[str]:
    """Ids of the builds' projects that are still there: only those get a link."""
    wanted = {build.project_id for build in rows}
    return frozenset(session.exec(select(Project.id).where(col(Project.id).in_(wanted))))


def _sizes(report: ComponentReport) -> list[Size]:
    named = report.name_bytes + report.debug_bytes
    rest = max(0, report.size - report.core_module_bytes)
    return [
        Size("Core modules: code, tables and data", report.core_module_bytes),
        Size("Data segments, among them Python's modules and yours", report.data_bytes, inner=True),
        Size("Interfaces and what joins the modules", rest),
        Size("Custom sections, anywhere", report.custom_bytes),
        Size("Function names, for backtraces", report.name_bytes, inner=True),
        Size("Debug information", report.debug_bytes, inner=True),
        Size("Other custom sections", max(0, report.custom_bytes - named), inner=True),
    ]


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
