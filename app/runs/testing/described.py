"""Runs of tests as outside scripts see them."""

from typing import Any

from sqlmodel import Session, col, select

from app.db import events
from app.db.models import OwnTestResult, OwnTestRun, Project, Revision
from app.runs.testing.counting import verdict_of

Json = dict[str, Any]


def run_described(session: Session, run: OwnTestRun) -> Json:
    """A run without its results; shapes as in docs/api.md."""
    return {
        "id": run.id,
        "project": run.project_name,
        "revision": run.revision,
        "sources_digest": run.sources_digest,
        "kind": run.kind,
        "api_version": run.api_version,
        "status": run.status,
        "verdict": verdict_of(run.status, run.counts),
        "counts": run.counts,
        "total": run.total,
        "selected": run.request["files"] is not None or run.request["names"] is not None,
        "behind": is_behind(session, run),
        "notes": [note for event in events.of_kind(session, run.id, "notes") for note in event.data["notes"]],
        "error": run.error,
        "timings": run.timings,
        "created": run.created_at,
        "started": run.started_at,
        "finished": run.finished_at,
    }


def result_described(row: OwnTestResult) -> Json:
    """One test's result."""
    return {
        "position": row.position,
        "path": row.path,
        "name": row.name,
        "line": row.line,
        "verdict": row.verdict,
        "duration_us": row.duration_us,
        "memory_bytes": row.memory_bytes,
        "reason": row.reason,
        **row.report,
    }


def is_behind(session: Session, run: OwnTestRun) -> bool:
    """Whether the project's newest revision is not what was run; not where it was deleted."""
    query = select(Revision.digest).join(Project, col(Project.id) == Revision.project_id)
    digest = session.exec(query.where(Project.id == run.project_id, Revision.number == Project.head)).first()
    return digest is not None and digest != run.sources_digest
