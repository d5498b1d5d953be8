"""A run as outside scripts see it, put together from its row and its events."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from app.db import events
from app.db.models import JobEvent, Run, RunStatus
from app.runs.measurements import summary

Json = dict[str, Any]


def _told(result: Json) -> Json:
    """A result as it was stored; those of an older studio name no check."""
    return {"check": None, **result}


def _phase(run: Run, stored: Sequence[JobEvent]) -> str | None:
    """What goes on before the operator runs; None from then on. In "prepare" a preview waits for its component."""
    if not run.status.is_final and not any(event.kind == "init" for event in stored):
        return next((str(event.data["name"]) for event in reversed(stored) if event.kind == "phase"), None)
    return None


def run_summary(run: Run) -> Json:
    """What a run's row says of it: enough for a list. Its results may have a hundred megabytes."""
    return {
        "id": run.id,
        "lane": run.lane,
        "purpose": run.purpose,
        "artifact": run.artifact_digest,
        "sources_digest": run.sources_digest,
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
    stored = events.of_kind(session, run.id, "phase", "notes", "init", "result", "measured", "finished")
    init = next((_told(event.data["result"]) for event in stored if event.kind == "init"), None)
    results = [_told(event.data["result"]) for event in stored if event.kind == "result"]
    measured: Json | None = next((event.data for event in stored if event.kind == "measured"), None)
    finished: Json = next((event.data for event in stored if event.kind == "finished"), {})
    return run_summary(run) | {
        "phase": _phase(run, stored),
        "notes": next((list(event.data["notes"]) for event in stored if event.kind == "notes"), []),
        "init": init,
        "results": [] if run.status is RunStatus.FAILED else results,
        "measured": None if measured is None else measured | {"summary": summary(measured)},
        "state": finished.get("state", []),
        "memory_bytes": finished.get("memory_bytes"),
        "timings": run.timings | finished.get("timings", {}),
        "linear_memory": finished.get("linear_memory"),
        "truncated": any(result.get("truncated") for result in results),
    }
