"""A measurement as its page shows it: every figure as text, and the numbers that the charts are drawn from."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.db.models import Project, Run
from app.projects import revisions
from app.runs.histogram import Histogram, histogram
from app.runs.measurements import Stretch, stretches, was_replaced
from app.runs.report import run_report
from app.web import formats
from app.web.performance_compare import Choice, Comparison, choices, comparison

Json = dict[str, Any]

POINTS = 200
CALLS_AN_HOUR = 100_000
HOURS_A_DAY = 24
PLURAL = {"message": "messages", "batch": "batches"}


@dataclass(frozen=True)
class Row:
    """A row of the table of bins: the limits in words, the calls in it, their share, and the other's share."""

    limits: str
    calls: int
    share: float
    other: float | None


@dataclass(frozen=True)
class Measurement:
    """A run that measures. Everything behind ``files`` is None or empty until there are calls to tell of."""

    run: Run
    report: Json
    project: Project | None
    files: frozenset[str]
    compared: Comparison | None
    choices: list[Choice]
    stretches: list[Stretch]
    bins: list[Row]
    charts: Json | None

    @property
    def figures(self) -> Json | None:
        """The summary; None where nothing was measured."""
        summary: Json | None = (self.report["measured"] or {}).get("summary")
        return summary

    @property
    def measured(self) -> Json:
        """What was measured, call by call. Only where there are figures."""
        measured: Json = self.report["measured"]
        return measured

    @property
    def failures(self) -> int:
        """How many calls ended in an exception or at a limit."""
        return sum(count for outcome, count in self.measured["outcomes"].items() if outcome not in _WENT_WELL)

    @property
    def growth(self) -> str:
        """What memory did, in a sentence or two."""
        return growth_words(self.measured, self.unit)

    @property
    def unit(self) -> str:
        """What a call takes: accumulate takes a batch of messages."""
        return "batch" if self.run.kind == "accumulate" else "message"


_WENT_WELL = frozenset({"output", "passed", "dropped", "arm", "delayed"})


def measurement(session: Session, run: Run, other: Run | None = None) -> Measurement:
    """The view of a run, beside ``other`` where one is chosen."""
    report = run_report(session, run)
    beside = comparison(session, run, report, other) if other else None
    project = session.get(Project, run.project_id) if run.project_id else None
    has_calls = bool((report["measured"] or {}).get("summary"))
    bins = _histogram(report, beside) if has_calls else None
    return Measurement(
        run=run,
        report=report,
        project=project,
        files=_paths(session, project),
        compared=beside,
        choices=choices(session, run) if has_calls else [],
        stretches=stretches(report["measured"]) if has_calls else [],
        bins=_rows(bins) if bins else [],
        charts=_charts(report["measured"], bins) if bins else None,
    )


def growth_words(measured: Json, unit: str) -> str:
    """How much memory each call leaves behind, and what that comes to."""
    rate = measured["summary"]["growth_per_message_bytes"]
    if was_replaced(measured):
        return "An exception or a limit ended an instance and its memory with it, so that growth cannot be told."
    if rate is None:
        return (
            "No steady growth is to be seen yet. A component first fills about 2 MB that it has free, "
            f"which takes some 9,000 calls at 220 bytes a {unit}. "
            "Choose more calls, more of them to warm up, or a longer payload."
        )
    an_hour = round(rate * CALLS_AN_HOUR)
    return (
        f"Each {unit} leaves about {formats.size(round(rate))} behind. "
        f"At this rate {CALLS_AN_HOUR:,} {PLURAL[unit]} an hour grow by "
        f"{formats.size(an_hour)} an hour, {formats.size(an_hour * HOURS_A_DAY)} a day."
    )


def _paths(session: Session, project: Project | None) -> frozenset[str]:
    """The project's files: only lines of these get a link."""
    if project is None:
        return frozenset()
    return frozenset(file.path for file in revisions.listing(session, revisions.head(session, project)))


def _histogram(report: Json, beside: Comparison | None) -> Histogram:
    series = [report["measured"]["durations_us"]]
    return histogram(*series, *([beside.measured["durations_us"]] if beside else []))


def _rows(bins: Histogram) -> list[Row]:
    shares = [_shares(counts) for counts in bins.counts]
    limits = zip(bins.edges, bins.edges[1:], strict=False)
    return [
        Row(
            limits=f"{formats.microseconds(round(low))} to {formats.microseconds(round(high))}",
            calls=bins.counts[0][at],
            share=shares[0][at],
            other=shares[1][at] if len(shares) > 1 else None,
        )
        for at, (low, high) in enumerate(limits)
    ]


def _shares(counts: list[int]) -> list[float]:
    """Per cent of the calls."""
    return [100 * count / sum(counts) for count in counts]


def _charts(measured: Json, bins: Histogram) -> Json:
    """What frontend/src/performance draws."""
    points = stretches(measured, POINTS)
    return {
        "histogram": {"edges": bins.edges, "shares": [_shares(counts) for counts in bins.counts]},
        "latency": {
            "calls": [part.first + 1 for part in points],
            "p50": [part.p50_us for part in points],
            "max": [part.max_us for part in points],
        },
        "memory": {
            "calls": [call + 1 for call, _ in measured["memory"]],
            "bytes": [used for _, used in measured["memory"]],
        },
    }
