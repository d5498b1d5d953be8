"""Where a component comes from: the sources by their digests, the toolchain, and every build that gave it."""

from typing import Any

from sqlmodel import Session

from app.builds import service as builds
from app.components.report import ComponentReport
from app.db.models import Artifact, Build, Revision
from app.projects import revisions

Json = dict[str, Any]


def provenance(session: Session, artifact: Artifact) -> Json:
    """As JSON; times are RFC 3339, sizes in bytes, digests ``sha256:`` with 64 hexadecimal digits."""
    report = ComponentReport.from_json(artifact.report)
    return {
        "digest": artifact.digest,
        "size": artifact.size,
        "kinds": artifact.kinds,
        "api_version": artifact.api_version,
        "imports": list(report.imports),
        "exports": list(report.exports),
        "origin": artifact.origin,
        "mode": artifact.mode,
        "adapter": artifact.adapter,
        "toolchain": artifact.toolchain,
        "slimming": artifact.slimming,
        "created": artifact.created_at.isoformat(),
        "builds": [_build(session, build) for build in builds.of_artifact(session, artifact.digest)],
    }


def _build(session: Session, build: Build) -> Json:
    revision = session.get(Revision, build.revision_id)
    return {
        "id": build.id,
        "project": build.project_name,
        "revision": build.revision,
        "sources_digest": revision.digest if revision else None,
        "sources": {file.path: file.digest for file in revisions.listing(session, revision)} if revision else None,
        "inputs_digest": build.key,
        "cached": build.cached,
        "requested_by": build.requested_by,
        "created": build.created_at.isoformat(),
        "finished": build.finished_at.isoformat() if build.finished_at else None,
    }
