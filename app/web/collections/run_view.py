"""A run of a collection as its page shows it."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from app.db.models import CaseResult, CollectionRun
from app.payloads import collections
from app.runs.collections import results, service
from app.runs.collections.counting import VERDICTS
from app.runs.collections.described import run_described
from app.web.collections import follow, targets
from app.web.paging import Part, part

RESULTS_SHOWN = 100
OTHERS_SHOWN = 30
_LINE = 160


def context(session: Session, run: CollectionRun, verdict: str | None = None, after: int = 0) -> dict[str, Any]:
    """Everything about a run: as far as it has come, and the results of one verdict or all, in parts."""
    shown = listed(session, run, verdict, after)
    return {
        "collection": collections.get(session, run.collection_id),
        "report": run_described(session, run),
        "rows": shown.rows,
        "next": shown.next,
        "after": after,
        "verdict": verdict,
        "verdicts": VERDICTS,
        "label": targets.label,
        "target": targets.of_run(run),
        "others": others(session, run),
        "line": line,
        **follow.progress(session, run),
    }


def listed(session: Session, run: CollectionRun, verdict: str | None, after: int) -> Part[CaseResult]:
    """Results behind a position."""
    rows: Sequence[CaseResult] = results.page(session, run.id, after, RESULTS_SHOWN + 1, verdict=verdict)
    return part(rows, lambda row: str(row.position), RESULTS_SHOWN)


def others(session: Session, run: CollectionRun) -> list[CollectionRun]:
    """Runs of the same collection to compare with, newest first."""
    newest = service.listing(session, None, OTHERS_SHOWN + 1, collection_id=run.collection_id)
    return [each for each in newest if each.id != run.id and each.status.is_final][:OTHERS_SHOWN]


def line(row: CaseResult) -> str:
    """A result in one line, beside its verdict: why it is broken, or the first that differs."""
    if row.reason:
        return row.reason[:_LINE]
    if not row.differences:
        return ""
    first, more = row.differences[0], len(row.differences) - 1
    told = f"{first['path']}: {_said(first['actual'])}, expected {_said(first['expected'])}"
    return f"{told[:_LINE]}{f', and {more} more' if more else ''}"


def _said(value: Any) -> str:
    return "nothing" if value is None else str(value)[:60]
