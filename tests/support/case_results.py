"""Runs of collections with results that are written by hand: nothing is carried out."""

import copy
from typing import Any

from sqlmodel import Session

from app.db.models import CaseResult, Collection, CollectionRun, RunStatus
from app.payloads import cases

Json = dict[str, Any]

_CALL: Json = {
    "arm": None, "hlc": None, "metrics": [], "state_changes": [], "schema_lookups": [], "stdout": "", "stderr": "",
    "host_calls": 1, "truncated": False, "error": None, "explanation": None, "traceback": [], "wasm_backtrace": None,
    "duration_us": 1_500, "host_us": 100, "memory_bytes": 1_000_000, "check": None,
}  # fmt: skip
_OUTPUT: Json = {
    "variant": "message", "topic": "t", "payload_encoding": "text", "content_type": None, "user_properties": [],
    "timestamp": {"secs": 0, "nanos": 0, "counter": 0, "node_id": "studio"}, "schema": None,
}  # fmt: skip


def a_report(payload: str, **more: Any) -> Json:
    """What a run of one message reports that gave this payload, and logged a line."""
    line = {"level": "info", "context": "cooler", "message": "<i>logged</i>"}
    result = _CALL | {"outcome": "output", "output": _OUTPUT | {"payload": payload}, "logs": [line]}
    whole: Json = {
        "status": "completed", "error": None, "notes": [], "init": None, "results": [result], "state": [],
        "memory_bytes": 1_000_000, "timings": {}, "truncated": False,
    }  # fmt: skip
    return copy.deepcopy(whole | more)


def a_broken_report(sentence: str) -> Json:
    """What is reported of a case that did not run."""
    error = {"code": "case_not_run", "title": "Stopped", "detail": sentence}
    return a_report("") | {"status": "stopped", "error": error, "results": [], "memory_bytes": None}


def a_result(verdict: str, report: Json, *differences: Json, reason: str | None = None) -> Json:
    """The columns of a case's result."""
    outcome = "output" if report["results"] else None
    duration = 1_500 if report["results"] else None
    told = {"verdict": verdict, "report": report, "differences": list(differences), "reason": reason}
    return told | {"outcome": outcome, "duration_us": duration, "memory_bytes": report["memory_bytes"]}


def a_finished_run(session: Session, collection: Collection, *results: Json, **values: Any) -> CollectionRun:
    """One whose results belong to the cases in their order."""
    counts = dict.fromkeys(("passed", "failed", "unchecked", "broken"), 0)
    for each in results:
        counts[each["verdict"]] += 1
    usual: Json = {
        "collection_id": collection.id, "version": collection.version, "lane": "preview", "kind": "map",
        "api_version": "1.1.0", "request": {"sources": None, "keys": None}, "status": RunStatus.COMPLETED,
        "counts": counts, "total": len(results), "requested_by": "owner",
    }  # fmt: skip
    run = CollectionRun(**(usual | values))
    session.add(run)
    session.flush()
    rows = cases.page(session, collection)
    for position, (row, columns) in enumerate(zip(rows, results, strict=False), start=1):
        session.add(CaseResult(run_id=run.id, key=row.key, position=position, name=row.name, **columns))
    session.flush()
    return run
