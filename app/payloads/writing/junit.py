"""Verdicts as JUnit XML, which continuous integration reads.

A failed case is a failure, a broken one an error, and one that expects nothing is skipped: it never counts as passed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol
from xml.sax.saxutils import escape, quoteattr

from app.payloads.writing.differences import as_line

MEDIA_TYPE = "application/xml"
MOST_DIFFERENCES = 100
# XML 1.0, section 2.2: everything else cannot stand in a document, not even as a reference.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RUN = "(the run as a whole)"
_UNCHECKED = "Nothing was expected of this case."


class Judged(Protocol):
    """The result of one case."""

    @property
    def name(self) -> str:
        """The case's name."""

    @property
    def verdict(self) -> str:
        """passed, failed, unchecked or broken."""

    @property
    def duration_us(self) -> int | None:
        """How long its inputs took, in microseconds; None where it did not run."""

    @property
    def differences(self) -> Sequence[Mapping[str, Any]]:
        """``{path, expected, actual, note}`` of a failed case."""

    @property
    def reason(self) -> str | None:
        """Why it is broken, or expects nothing, in a sentence; of one that failed without differences, why it did."""


def junit_xml(
    name: str, counts: Mapping[str, int], results: Iterable[Judged], stopped: str | None = None
) -> Iterator[bytes]:
    """The document in pieces of one case. ``counts`` are the cases by verdict; ``name`` is the collection's.

    ``stopped`` says why the run did not come to its end; it is one error more, so that no reader takes what has run for
    the whole.
    """
    verdicts = [counts.get(verdict, 0) for verdict in ("passed", "failed", "unchecked", "broken")]
    more = 0 if stopped is None else 1
    attributes = {
        "name": name,
        "tests": sum(verdicts) + more,
        "failures": counts.get("failed", 0),
        "errors": counts.get("broken", 0) + more,
        "skipped": counts.get("unchecked", 0),
    }
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{_tag("testsuite", attributes)}\n'.encode()
    for result in results:
        yield _case(name, result).encode()
    if stopped is not None:
        yield _stopped(name, stopped).encode()
    yield b"</testsuite>\n</testsuites>\n"


def _stopped(collection: str, reason: str) -> str:
    opened = _tag("testcase", {"classname": collection, "name": _RUN, "time": "0.000000"})
    return f"{opened}{_tag('error', {'message': reason})}</error></testcase>\n"


def _case(collection: str, result: Judged) -> str:
    seconds = f"{(result.duration_us or 0) / 1_000_000:.6f}"
    opened = _tag("testcase", {"classname": collection, "name": result.name, "time": seconds})
    return f"{opened}{_verdict(result)}</testcase>\n"


def _verdict(result: Judged) -> str:
    if result.verdict == "passed":
        return ""
    if result.verdict == "unchecked":
        return f"{_tag('skipped', {'message': result.reason or _UNCHECKED})}</skipped>"
    if result.verdict == "broken":
        return f"{_tag('error', {'message': result.reason or 'It did not run.'})}</error>"
    if not result.differences and result.reason:
        first = result.reason.splitlines()[0]
        return f"{_tag('failure', {'message': first})}{escape(_possible(result.reason))}</failure>"
    lines = [as_line(difference) for difference in result.differences[:MOST_DIFFERENCES]]
    left = len(result.differences) - len(lines)
    lines += [f"… and {left:,} more"] if left > 0 else []
    message = lines[0] if len(lines) == 1 else f"{len(result.differences):,} differences"
    return f"{_tag('failure', {'message': message})}{escape(_possible(chr(10).join(lines)))}</failure>"


def _tag(name: str, attributes: Mapping[str, object]) -> str:
    written = " ".join(f"{key}={quoteattr(_possible(str(value)))}" for key, value in attributes.items())
    return f"<{name} {written}>"


def _possible(text: str) -> str:
    """Without the characters that XML cannot hold, each of them replaced by U+FFFD."""
    return _IMPOSSIBLE.sub("\ufffd", text)
