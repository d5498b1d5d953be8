"""A measurement beside another one: which there are to choose from, and each figure of both in words."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from app.db.models import Artifact, Run, RunStatus
from app.errors import Invalid
from app.kit.digests import short_digest
from app.runs.comparison import Compared, Verdict, compared, differing
from app.runs.measure import MEASURE
from app.runs.report import run_report
from app.web import formats

Json = dict[str, Any]
SHOWN = 20
LOOKED_AT = 200

LABELS = {
    "throughput_per_s": "Calls per second",
    "mean_us": "Mean",
    "p50_us": "Half within (p50)",
    "p90_us": "90 % within (p90)",
    "p95_us": "95 % within (p95)",
    "p99_us": "99 % within (p99)",
    "max_us": "Longest",
    "host_share": "Part in host calls",
    "memory_start": "Memory at the first call",
    "memory_end": "Memory at the last call",
    "growth_per_message_bytes": "Growth per call",
}


@dataclass(frozen=True)
class Choice:
    """A measurement to compare with. ``own`` is one of the same project or artifact."""

    id: str
    label: str
    own: bool


@dataclass(frozen=True)
class Line:
    """One figure of both as text; ``tone`` and ``verdict`` say what the difference means, never colour alone."""

    label: str
    this: str
    other: str
    ratio: str
    tone: str
    verdict: str


@dataclass(frozen=True)
class Comparison:
    """The other measurement, the figures of both, and what was not the same."""

    run: Run
    label: str
    measured: Json
    lines: list[Line]
    differing: list[str]


def figure(name: str, value: float | None) -> str:
    """A figure of a summary as text."""
    if value is None:
        return "unknown"
    if name == "throughput_per_s":
        return f"{value:,.0f}"
    if name == "host_share":
        return f"{100 * value:.1f} %"
    return formats.microseconds(round(value)) if name.endswith("_us") else _size(round(value))


def comparison(session: Session, run: Run, report: Json, other: Run) -> Comparison:
    """Two measurements of operators of one kind; Invalid where one of them has no figures."""
    beside = run_report(session, other)
    if not (_has_figures(report) and _has_figures(beside)) or run.kind != other.kind:
        raise Invalid("not_comparable", "These two cannot be compared: both must be measurements of one operator kind.")
    return Comparison(
        run=other,
        label=label(session, other),
        measured=beside["measured"],
        lines=[_line(one) for one in compared(report["measured"], beside["measured"])],
        differing=differing(run.request, other.request) + (["the lane"] if run.lane != other.lane else []),
    )


def choices(session: Session, run: Run) -> list[Choice]:
    """The newest measurements of operators of the same kind, those of the same project or artifact apart."""
    query = select(Run).options(defer(Run.request)).where(Run.purpose == MEASURE, Run.kind == run.kind)  # type: ignore[arg-type]  # SQLModel types a column as its value
    ended = query.where(Run.status == RunStatus.COMPLETED, Run.id != run.id)
    found = session.exec(ended.order_by(col(Run.id).desc()).limit(LOOKED_AT)).all()
    own = [Choice(one.id, label(session, one), own=True) for one in found if _same(run, one)]
    others = [Choice(one.id, label(session, one), own=False) for one in found if not _same(run, one)]
    return own[:SHOWN] + others[:SHOWN]


def label(session: Session, run: Run) -> str:
    """A measurement in a few words: when, of what, in which lane."""
    artifact = session.get(Artifact, run.artifact_digest) if run.artifact_digest else None
    name = run.project_name or (artifact.name if artifact else "")
    revision = f" revision {run.revision}" if run.revision is not None else ""
    lane = f"component {short_digest(run.artifact_digest)}" if run.artifact_digest else "preview"
    return f"{run.created_at:%Y-%m-%d %H:%M:%S} UTC, {name}{revision}, {lane}"


def _same(run: Run, other: Run) -> bool:
    """Whether both are of one project or of one artifact."""
    of_project = run.project_id is not None and run.project_id == other.project_id
    return of_project or (run.artifact_digest is not None and run.artifact_digest == other.artifact_digest)


def _has_figures(report: Json) -> bool:
    return bool((report["measured"] or {}).get("summary"))


def _line(one: Compared) -> Line:
    tone, verdict = _judgement(one)
    ratio = "" if one.ratio is None else f"{one.ratio:.2f} times"
    return Line(LABELS[one.name], figure(one.name, one.this), figure(one.name, one.other), ratio, tone, verdict)


def _judgement(one: Compared) -> tuple[str, str]:
    if one.verdict is None:
        return "", ""
    if one.verdict is Verdict.NOISE:
        return "", "within noise"
    if one.verdict is Verdict.TOO_FEW:
        return "", "too few calls to tell"
    is_better = (one.verdict is Verdict.HIGHER) == (one.name == "throughput_per_s")
    return ("ok", "faster") if is_better else ("bad", "slower")


def _size(count: int) -> str:
    return f"−{formats.size(-count)}" if count < 0 else formats.size(count)
