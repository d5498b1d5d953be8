"""How a test came out, for people and for programs."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from app.db.models import CaseResult
from app.kit.text import printable, truncate
from app.offline.tested import Ended
from app.offline.unusable import Unusable
from app.payloads.writing.differences import as_line
from app.payloads.writing.junit import junit_xml
from app.runs.collections.described import result_listed

MOST_LINES = 20  # differences of one case
MOST_CHARACTERS = 500  # of a line
_UNCHECKED = "Nothing was expected of this case."


def tell(tested: Ended, *, junit: Path | None, as_object: bool) -> None:
    """Print how it came out, as text or as a JSON object, and write JUnit XML into a file where one is named; Unusable
    where that cannot be written."""
    if as_object:
        sys.stdout.writelines(as_json(tested))
    else:
        sys.stdout.writelines(f"{line}\n" for line in as_text(tested))
    if junit is not None:
        write(junit, as_junit(tested))


def write(path: Path, pieces: Iterator[bytes]) -> None:
    """Write a file; Unusable where that cannot be."""
    try:
        with path.open("wb") as file:
            file.writelines(pieces)
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {error.strerror}.") from error


def as_text(tested: Ended) -> Iterator[str]:
    """Lines for a terminal: each case with its verdict, what differs, and the sum."""
    for result in tested.results():
        yield from (_tidy(line) for line in _case(result))
    if tested.error is not None:
        yield _tidy(f"The run was stopped: {tested.error['detail']}")
    counted = [f"{count:,} {verdict}" for verdict, count in tested.counts.items() if count]
    cases = "1 case" if tested.total == 1 else f"{tested.total:,} cases"
    yield f"{_tidy(tested.collection)}: {cases}, {', '.join(counted) or 'none of them run'}"


def _case(result: CaseResult) -> Iterator[str]:
    took = "" if result.duration_us is None else f" ({result.duration_us / 1000:,.1f} ms)"
    yield f"{result.verdict.upper():9} {result.name}{took}"
    if result.verdict in {"broken", "unchecked"}:
        yield f"          {result.reason or _UNCHECKED}"
    elif result.verdict == "failed":
        yield from (f"          {as_line(difference)}" for difference in result.differences[:MOST_LINES])
        left = len(result.differences) - MOST_LINES
        yield from [f"          … and {left:,} more"] if left > 0 else []


def _tidy(line: str) -> str:
    return truncate(" ".join(printable(line).splitlines()), MOST_CHARACTERS)


def as_json(tested: Ended) -> Iterator[str]:
    """One JSON object in pieces, with the results as the studio lists them."""
    top = {
        "collection": tested.collection,
        "total": tested.total,
        "counts": tested.counts,
        "error": tested.error,
        "exit_code": tested.exit_code,
    }
    yield json.dumps(top).removesuffix("}") + ', "results": ['
    separator = "\n"
    for result in tested.results():
        yield separator + json.dumps(result_listed(result))
        separator = ",\n"
    yield "\n]}\n"


def as_junit(tested: Ended) -> Iterator[bytes]:
    """JUnit XML in pieces. A run that did not come to its end counts as an error of its own."""
    stopped = str(tested.error["detail"]) if tested.error else None
    return junit_xml(tested.collection, tested.counts, tested.results(), stopped)
