"""Whether a case did what is expected of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.payloads.compare import beginning, expected, texts
from app.payloads.compare.paths import BadPath

Json = dict[str, Any]

_NOTHING_THERE = (
    "Nothing of this expectation was compared: it names nothing, or select and ignores leave nothing of it. Mend the "
    "paths, or expect something else."
)
_NOT_RUN = "The case did not run."
_NO_RESULT = "The run gave no result for the case."


@dataclass(frozen=True)
class Verdict:
    """``verdict``: passed, failed, unchecked (nothing was expected) or broken (it did not run).

    ``differences``: at most 100 of ``{path, expected, actual, note}``, the texts of at most 2,000 characters, None for
    what is not there. ``outcome`` is the last input's, ``duration_us`` the time of the slowest input, ``memory_bytes``
    that of the run. ``reason``: a sentence where the case is broken, or where an expectation compares nothing.
    """

    verdict: str
    differences: list[Json] = field(default_factory=list)
    outcome: str | None = None
    duration_us: int | None = None
    memory_bytes: int | None = None
    reason: str | None = None


def verdict(expect: Json | None, report: Json, messages: Sequence[Json] = ()) -> Verdict:
    """Compare the report of a case with what is expected of it, see docs/expectations.md.

    ``messages`` are the case's inputs: with them, the output of a filter, branch or delay is what it sends on.
    """
    begun = beginning.with_beginning(report)
    if begun is not None and beginning.is_expected(expect):
        return _compared(expect, begun, messages)
    reason = _broken(report, report.get("results") or [])
    if reason is not None:
        return Verdict("broken", reason=reason, **_measured(begun or report))
    return _compared(expect, report, messages)


def _compared(expect: Json | None, report: Json, messages: Sequence[Json]) -> Verdict:
    measured = _measured(report)
    if not any(_is_given(name, value) for name, value in (expect or {}).items()):
        return Verdict("unchecked", **measured)
    try:
        found = expected.compare(expect or {}, report, messages)
    except BadPath as error:
        return Verdict("broken", reason=error.sentence, **measured)
    if not found.has_looked:
        return Verdict("unchecked", reason=_NOTHING_THERE, **measured)
    return Verdict("failed" if found.differences else "passed", found.ended(), **measured)


def _is_given(name: str, value: Any) -> bool:
    """Whether a member of an expectation expects anything; for ``output``, None expects that there is none."""
    return name == "output" or (value is not None and name not in {"select", "ignores", "tolerance"})


def _broken(report: Json, results: Sequence[Json]) -> str | None:
    """Why a case did not run to its end; None where it did."""
    if report.get("status") == "completed":
        return None if results else _NO_RESULT
    init = report.get("init") or {}
    error = report.get("error")
    told = error.get("detail") if isinstance(error, Mapping) else error
    return texts.shown(str(told or init.get("explanation") or init.get("error") or _NOT_RUN))


def _measured(report: Json) -> Json:
    results = report.get("results") or []
    return {
        "outcome": results[-1]["outcome"] if results else None,
        "duration_us": max((result["duration_us"] for result in results), default=None),
        "memory_bytes": report.get("memory_bytes"),
    }
