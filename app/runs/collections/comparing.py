"""Two runs case by case, and what is different in the second."""

from collections.abc import Collection as Several
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlmodel import Session

from app.db.models import CaseResult, CollectionRun
from app.errors import Invalid
from app.payloads.compare.saved import NothingToSave, changes, expectation_of
from app.runs.collections import results
from app.runs.collections.bounded import whole
from app.runs.collections.described import result_listed

Json = dict[str, Any]

_READ_AT_ONCE = 20  # results with their reports, of each run
MOST_READ = 1_000  # cases for one page: where little changed, the rest is for the next
# One call is one sample, which a busy machine makes slower: less than this is no change.
SLOWER, AT_LEAST_US = 2.0, 2_000
LARGER, AT_LEAST_BYTES = 1.25, 1 << 20

What = Literal["verdict", "outcome", "output", "logs", "time", "memory", "missing"]
WHATS: tuple[What, ...] = get_args(What)


@dataclass(frozen=True)
class Compared:
    """One case: what changed from ``a`` to ``b``, of verdict, outcome, output, logs, time, memory, or ``missing`` where
    one run has no result of it. ``differences`` are those of the outputs."""

    key: str
    name: str
    position: int
    changed: list[str]
    differences: list[Json]
    a: Json | None  # as result_listed has it: the reports are too large to be kept
    b: Json | None


@dataclass(frozen=True)
class Part:
    """Some rows; ``next`` is the position to go on behind, None at the end."""

    items: list[Compared]
    next: str | None


def page(
    session: Session,
    a: CollectionRun,
    b: CollectionRun,
    after: int,
    limit: int,
    *,
    everything: bool,
    what: Several[str] = (),
) -> Part:
    """The cases of both behind position ``after``, those in which something changed or all: in the order of run ``a``,
    then those that only ``b`` has. With ``what``, some of WHATS, only those in which one of these changed. A page can
    have fewer than ``limit``, where few changed. Invalid for runs of two collections."""
    if a.collection_id != b.collection_id:
        raise Invalid("runs_not_alike", "These runs are of two collections. Compare two runs of the same one.")
    found: list[Compared] = []
    last = after
    for number, row in enumerate(_both(session, a, b, after)):
        if len(found) == limit or number == MOST_READ:
            return Part(found, str(last))
        last = row.position
        if everything or (not what and row.changed) or any(each in what for each in row.changed):
            found.append(row)
    return Part(found, None)


def _both(session: Session, a: CollectionRun, b: CollectionRun, after: int) -> Iterator[Compared]:
    for ours in _chunks(session, a.id, after):
        theirs = results.of_keys(session, b.id, [one.key for one in ours])
        for one in ours:
            yield compared(one, theirs.get(one.key), one.position)
        session.expunge_all()  # each has a report, and none is needed again
    for chunk in _chunks(session, b.id, max(0, after - a.total)):
        known = results.of_keys(session, a.id, [one.key for one in chunk])
        for one in chunk:
            if one.key not in known:
                yield compared(None, one, a.total + one.position)
        session.expunge_all()


def _chunks(session: Session, run_id: str, after: int) -> Iterator[list[CaseResult]]:
    while chunk := results.page(session, run_id, after, _READ_AT_ONCE, whole=True):
        yield chunk
        after = chunk[-1].position


def compared(a: CaseResult | None, b: CaseResult | None, position: int) -> Compared:
    """The results of one case in two runs, at least one of which has it; ``position`` is that in the comparison."""
    one = a or b
    if one is None:
        raise ValueError("neither run has this case")
    if a is None or b is None:
        sides = result_listed(a) if a else None, result_listed(b) if b else None
        return Compared(one.key, one.name, position, ["missing"], [], *sides)
    before, after = _whole(a.report), _whole(b.report)
    is_cut = a.report.get("truncated") or b.report.get("truncated")
    differences = _differences(a.report, b.report) if before["outputs"] != after["outputs"] else []
    told = {
        "verdict": a.verdict != b.verdict,
        "outcome": a.outcome != b.outcome,
        "output": bool(differences or (is_cut and before["outputs"] != after["outputs"])),
        "logs": before["logs"] != after["logs"],
        "time": _grew(a.duration_us, b.duration_us, SLOWER, AT_LEAST_US),
        "memory": _grew(a.memory_bytes, b.memory_bytes, LARGER, AT_LEAST_BYTES),
    }
    changed = [name for name, is_so in told.items() if is_so]
    return Compared(one.key, one.name, position, changed, differences, result_listed(a), result_listed(b))


def _whole(report: Json) -> Json:
    """Digests of all that was there, also of what is not kept."""
    return report.get("whole") or whole(report)


def _differences(before: Json, after: Json) -> list[Json]:
    """What differs in outputs and errors, JSON compared as JSON; the outcome has a column of its own."""
    return [each for each in changes(_seen(before), _seen(after)) if each["path"] != "outcome"]


def _seen(report: Json) -> Json:
    """What an expectation would say of all outputs; nothing of a case that did not run."""
    gave = any(result.get("output") is not None for result in report["results"])
    try:
        return expectation_of(report, {"outputs": []} if gave else None)
    except NothingToSave:
        return {}


def _grew(a: int | None, b: int | None, times: float, at_least: int) -> bool:
    """Whether one is larger than the other by more than runs of the same vary."""
    if a is None or b is None:
        return a != b
    low, high = sorted((a, b))
    return high - low >= at_least and high >= low * times
