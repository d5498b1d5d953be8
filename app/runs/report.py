"""A run as outside scripts see it, put together from its row and its events."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from app.db import events
from app.db.models import JobEvent, Run, RunStatus
from app.runs.measurements import summary

Json = dict[str, Any]

_KINDS = ("phase", "notes", "init", "measured", "finished")  # of events that belong to no single result


def _told(result: Json) -> Json:
    """A result as it was stored; those of an older studio name no check."""
    return {"check": None, **result}


def _with_ids(run: Run, init: Json) -> Json:
    """The diagnostics of a preview can be told apart, as those of a build."""
    if "diagnostics" not in init:
        return init
    found = [{**each, "id": f"{run.id}-{number}"} for number, each in enumerate(init["diagnostics"])]
    return init | {"diagnostics": found}


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


class Stretch:
    """A run's results, of which only those from index ``first`` on were read. Its length is that of them all;
    IndexError for one that was not read.
    """

    def __init__(self, total: int, first: int, read: Sequence[Json]) -> None:
        self._total, self._first, self._read = total, first, read

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, index: int) -> Json:
        if index < self._first:
            raise IndexError(index)
        return self._read[index - self._first]


def run_report(session: Session, run: Run) -> Json:
    """Everything about a run; shapes as in docs/api.md. Results are there as far as the run has come."""
    stored = events.of_kind(session, run.id, *_KINDS, "result")
    failed = run.status is RunStatus.FAILED
    results = [_told(event.data["result"]) for event in stored if event.kind == "result" and not failed]
    return _around(run, [event for event in stored if event.kind != "result"]) | {
        "results": results,
        "truncated": any(result.get("truncated") for result in results),
    }


def run_stretch(session: Session, run: Run, start: int, count: int) -> Json:
    """As ``run_report``, with no more of the results than ``count`` behind number ``start`` and the one before them;
    ``results`` is then a Stretch. Whether any was truncated is left out.
    """
    first = max(0, start - 1)
    failed = run.status is RunStatus.FAILED
    total = 0 if failed else events.count_of(session, run.id, "result")
    read = _results(session, run, first, start - first + count) if first < total else []
    around = _around(run, events.of_kind(session, run.id, *_KINDS))
    return around | {"results": Stretch(total, first, [_told(event.data["result"]) for event in read])}


def run_beginning(session: Session, run: Run, count: int) -> Json:
    """As ``run_stretch`` from the first result on, with ``outcomes``: how often each came in all, by its name."""
    outcomes = {} if run.status is RunStatus.FAILED else events.values(session, run.id, "result", ("result", "outcome"))
    return run_stretch(session, run, 0, count) | {"outcomes": outcomes}


def _results(session: Session, run: Run, offset: int = 0, limit: int | None = None) -> list[JobEvent]:
    return events.of_kind(session, run.id, "result", offset=offset, limit=limit)


def _around(run: Run, stored: Sequence[JobEvent]) -> Json:
    """What belongs to no single result."""
    init = next((_with_ids(run, _told(event.data["result"])) for event in stored if event.kind == "init"), None)
    measured: Json | None = next((event.data for event in stored if event.kind == "measured"), None)
    finished: Json = next((event.data for event in stored if event.kind == "finished"), {})
    return run_summary(run) | {
        "phase": _phase(run, stored),
        "notes": [note for event in stored for note in event.data.get("notes", ())],
        "init": init,
        "measured": None if measured is None else measured | {"summary": summary(measured)},
        "state": finished.get("state", []),
        "memory_bytes": finished.get("memory_bytes"),
        "timings": run.timings | finished.get("timings", {}),
        "linear_memory": finished.get("linear_memory"),
    }
