"""A run's results as the page lists them: each in one line, and unfolded with all that belongs to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.web import changes
from app.web.changes import Change
from app.web.contents import Content, clock, output_content, printable_text

Json = Mapping[str, Any]
PAGE = 100  # results listed at once
UNFOLDED = 10  # results whose whole content stands in the page; the others are asked for one by one
_LINE_CHARACTERS = 160


@dataclass(frozen=True)
class Row:
    """One result; ``number`` counts from 1. ``given`` is its input where that is known; ``before`` is the memory that
    the instance had grown by when the call began, None where that is not known."""

    number: int
    result: Json
    given: Json | None
    before: int | None

    @property
    def title(self) -> str:
        """What it is called."""
        return f"Input {self.number}"

    @cached_property
    def shown(self) -> Content | None:
        """The output's content."""
        output = self.result.get("output")
        return output_content(output) if output else None

    @cached_property
    def changes(self) -> list[Change] | None:
        """What a map operator changed; None where there are not both sides."""
        output = self.result.get("output")
        if output is None or self.given is None or "messages" in self.given:
            return None
        return changes.between(self.given, output)

    @property
    def growth(self) -> int | None:
        """Bytes of memory that this call took and kept."""
        after = self.result.get("memory_bytes")
        return None if after is None or self.before is None else max(0, after - self.before)

    @property
    def guest_us(self) -> int | None:
        """Time in the operator's own code."""
        host = self.result.get("host_us")
        return None if host is None else max(0, self.result["duration_us"] - host)

    @property
    def line(self) -> str:
        """The result in one line, beside its outcome."""
        return printable_text(self._words[:_LINE_CHARACTERS].replace("\n", " "))

    @property
    def _words(self) -> str:
        result = self.result
        if result["outcome"] == "delayed" and result["hlc"]:
            return clock(result["hlc"])
        if self.shown is not None:
            return self.shown.text or f"{self.shown.size:,} bytes"
        return result.get("error") or result.get("explanation") or ""


def rows(report: Json, given: Sequence[Json] | None, start: int = 0, count: int | None = None) -> list[Row]:
    """Results behind number ``start``. ``given``: the messages of the run's request."""
    results = report["results"]
    stop = len(results) if count is None else start + count
    return [_row(report, given, index) for index in range(start, min(stop, len(results)))]


def json_address(report: Json) -> str:
    """Where all of a report is given as JSON: a run's own address, or that of a case's result."""
    return str(report.get("json") or f"/api/v1/runs/{report['id']}")


def counted(report: Json) -> list[tuple[str, int]]:
    """How often each outcome came, the most frequent first; of a report as ``run_beginning`` gives it."""
    return [(outcome or "failed", times) for outcome, times in report["outcomes"].items()]


def _row(report: Json, given: Sequence[Json] | None, index: int) -> Row:
    result = report["results"][index]
    earlier = report["init"] if index == 0 else report["results"][index - 1]
    is_fresh = result.get("reinitialised") or earlier is None
    before = None if is_fresh else earlier.get("memory_bytes")
    return Row(index + 1, result, given[index] if given and index < len(given) else None, before)
