"""A run as outside scripts see it, put together from its row and its events."""

from typing import Any

from sqlmodel import Session

from app.db import events
from app.db.models import Run, RunStatus

Json = dict[str, Any]


def _told(result: Json) -> Json:
    """A result as it was stored; those of an older studio name no check."""
    return {"check": None, **result}


def run_summary(run: Run) -> Json:
    """What a run's row says of it: enough for a list. Its results may have a hundred megabytes."""
    return {
        "id": run.id,
        "lane": run.lane,
        "artifact": run.artifact_digest,
        "project": run.project_name,
        "revision": run.revision,
        "kind": run.kind,
        "api_version": run.api_version,
        "status": run.status,
        "error": run.error,
        "timings": run.timings,
        "created": run.created_at,
        "finished": run.finished_at,
    }


def run_report(session: Session, run: Run) -> Json:
    """Everything about a run; shapes as in docs/api.md. Results are there as far as the run has come."""
    stored = events.of_kind(session, run.id, "init", "result", "finished")
    init = next((_told(event.data["result"]) for event in stored if event.kind == "init"), None)
    results = [_told(event.data["result"]) for event in stored if event.kind == "result"]
    finished: Json = next((event.data for event in stored if event.kind == "finished"), {})
    return run_summary(run) | {
        "init": init,
        "results": [] if run.status is RunStatus.FAILED else results,
        "state": finished.get("state", []),
        "memory_bytes": finished.get("memory_bytes"),
        "timings": run.timings | finished.get("timings", {}),
        "truncated": any(result.get("truncated") for result in results),
    }
