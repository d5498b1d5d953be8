"""Rows as the JSON interface shows them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlmodel import Session

from app.api.schemas.artifacts import ArtifactBuild, ArtifactOut, SlimmingOut
from app.api.schemas.builds import BuildOut, DiagnosticOut
from app.api.schemas.common import ErrorOut, Page
from app.api.schemas.projects import FileOut, ProjectDetails, ProjectOut, RevisionOut
from app.builds import service as builds
from app.components.reader import ComponentReport
from app.db.models import Artifact, Build, Project, Revision, RevisionFile
from app.kit.digests import hex_part
from app.operators.diagnostics import Diagnostic
from app.operators.kinds import ApiVersion, Kind
from app.operators.names import entry_path, extension_note
from app.projects import revisions

SIZES = ("core_module_bytes", "data_bytes", "custom_bytes", "name_bytes", "debug_bytes")
Row = TypeVar("Row")
Shown = TypeVar("Shown")


def page_of(rows: Sequence[Row], limit: int, show: Callable[[Row], Shown], key: Callable[[Row], str]) -> Page[Shown]:
    """One part of a list, from up to ``limit + 1`` rows: the one too many tells that there is a next part."""
    shown = rows[:limit]
    following = key(shown[-1]) if len(rows) > limit else None
    return Page(items=[show(row) for row in shown], next=following)


def project_out(project: Project) -> ProjectOut:
    """A project in a list."""
    return ProjectOut(
        name=project.name,
        kind=Kind(project.kind),
        api_version=ApiVersion(project.api_version),
        revision=project.head,
        created=project.created_at,
        updated=project.updated_at,
    )


def project_details(session: Session, project: Project) -> ProjectDetails:
    """A project with the files of its newest revision."""
    files = revisions.listing(session, revisions.head(session, project))
    return ProjectDetails(
        **project_out(project).model_dump(),
        entry=entry_path(project.name),
        files=[file_out(file) for file in files],
        note=extension_note(project.name),
    )


def file_out(file: RevisionFile) -> FileOut:
    """A file in a listing."""
    return FileOut(path=file.path, size=file.size, etag=hex_part(file.digest))


def revision_out(revision: Revision) -> RevisionOut:
    """A revision in a history."""
    return RevisionOut(
        revision=revision.number, label=revision.label, digest=revision.digest, created=revision.created_at
    )


def diagnostics_out(found: Sequence[Diagnostic]) -> list[DiagnosticOut]:
    """What checks found."""
    return [DiagnosticOut(**one.as_json()) for one in found]


def build_out(session: Session, build: Build) -> BuildOut:
    """A build as it is now."""
    diagnostics = [{**found, "id": f"{build.id}-{number}"} for number, found in enumerate(build.diagnostics)]
    return BuildOut(
        id=build.id,
        project=build.project_name,
        kind=Kind(build.kind),
        api_version=ApiVersion(build.api_version),
        revision=build.revision,
        mode="debug" if build.mode == "debug" else "release",
        adapter=build.adapter,
        status=build.status,
        phase=build.phase,
        position=builds.position(session, build),
        cached=build.cached,
        attempt=build.attempt,
        diagnostics=[DiagnosticOut.model_validate(found) for found in diagnostics],
        artifact=build.artifact_digest,
        error=ErrorOut.model_validate(build.error) if build.error else None,
        timings=build.timings,
        requested_by=build.requested_by,
        created=build.created_at,
        started=build.started_at,
        finished=build.finished_at,
    )


def artifact_out(session: Session, artifact: Artifact) -> ArtifactOut:
    """An artifact with every build that gave it."""
    report = ComponentReport.from_json(artifact.report)
    return ArtifactOut(
        digest=artifact.digest,
        name=artifact.name,
        size=artifact.size,
        plain_size=artifact.plain_size,
        slimming=SlimmingOut.model_validate(artifact.slimming) if artifact.slimming else None,
        kinds=[Kind(kind) for kind in artifact.kinds],
        api_version=ApiVersion(artifact.api_version),
        imports=list(report.imports),
        exports=list(report.exports),
        package=report.package,
        sizes={name: getattr(report, name) for name in SIZES},
        toolchain=artifact.toolchain,
        mode=artifact.mode,
        adapter=artifact.adapter,
        origin="uploaded" if artifact.origin == "uploaded" else "built",
        builds=[_artifact_build(build) for build in builds.of_artifact(session, artifact.digest)],
        created=artifact.created_at,
    )


def _artifact_build(build: Build) -> ArtifactBuild:
    return ArtifactBuild(
        id=build.id,
        project=build.project_name,
        revision=build.revision,
        mode="debug" if build.mode == "debug" else "release",
        cached=build.cached,
        requested_by=build.requested_by,
        created=build.created_at,
    )
