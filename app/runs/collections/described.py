"""Runs of collections as outside scripts see them."""

from typing import Any

from sqlmodel import Session, col, select

from app.db import events
from app.db.models import CaseResult, Collection, CollectionRun, Project, Revision

Json = dict[str, Any]


def run_described(session: Session, run: CollectionRun) -> Json:
    """A run without its results; shapes as in docs/api.md."""
    return {
        "id": run.id,
        "collection": run.collection_id,
        "version": run.version,
        "lane": run.lane,
        "artifact": run.artifact_digest,
        "sources_digest": run.sources_digest,
        "project": run.project_name,
        "revision": run.revision,
        "kind": run.kind,
        "api_version": run.api_version,
        "status": run.status,
        "counts": run.counts,
        "total": run.total,
        "selected": run.request["keys"] is not None,
        "behind": behind(session, run),
        "notes": [note for event in events.of_kind(session, run.id, "notes") for note in event.data["notes"]],
        "error": run.error,
        "timings": run.timings,
        "created": run.created_at,
        "started": run.started_at,
        "finished": run.finished_at,
    }


def result_listed(row: CaseResult) -> Json:
    """One case's result without its report."""
    return {
        "key": row.key,
        "position": row.position,
        "name": row.name,
        "verdict": row.verdict,
        "outcome": row.outcome,
        "duration_us": row.duration_us,
        "memory_bytes": row.memory_bytes,
        "differences": row.differences,
        "reason": row.reason,
    }


def behind(session: Session, run: CollectionRun) -> list[str]:
    """What has moved on since a run: the ``collection``, when it has a newer version, and the ``project``, when what it
    has now is not what was run. Nothing where they were deleted."""
    found = []
    version = session.exec(select(Collection.version).where(Collection.id == run.collection_id)).first()
    if version is not None and version != run.version:
        found.append("collection")
    if run.project_id is not None and _has_moved_on(session, run):
        found.append("project")
    return found


def _has_moved_on(session: Session, run: CollectionRun) -> bool:
    query = select(Revision.number, Revision.digest).join(Project, col(Project.id) == Revision.project_id)
    head = session.exec(query.where(Project.id == run.project_id, Revision.number == Project.head)).first()
    if head is None:
        return False
    number, digest = head
    return bool(digest != run.sources_digest if run.sources_digest else number != run.revision)
