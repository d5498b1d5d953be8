"""Reports of cases made small enough to keep ten thousand of them."""

import json
from collections.abc import Iterable
from typing import Any

from app.kit.digests import digest_of

Json = dict[str, Any]

MOST_BYTES = 256 << 10  # of a report as JSON
# How many characters a text and how many entries a list keep, from try to try: multiples of four, so that what is
# written in base64 stays that.
_STEPS = ((32_768, 1_000), (8_192, 250), (2_048, 60), (512, 15), (128, 4), (32, 1))
_ALWAYS = ("status", "error", "notes", "memory_bytes", "timings")


def bounded(report: Json, most_bytes: int = MOST_BYTES) -> Json:
    """The report, or where it is too large one that is ``truncated`` with long texts and lists cut.

    A cut one has ``whole``: digests of the ``outputs`` and of the ``logs`` as they were, so that two reports can still
    be told apart by what was left out.
    """
    if _fits(report, most_bytes):
        return report
    around = {"truncated": True, "whole": whole(report)}
    for most_text, most_entries in _STEPS:
        cut: Json = {name: _cut(value, most_text, most_entries) for name, value in report.items()} | around
        if _fits(cut, most_bytes):
            return cut
    kept = {name: _cut(report[name], *_STEPS[-1]) for name in _ALWAYS}
    return kept | {"init": None, "results": [], "state": []} | around


def whole(report: Json) -> Json:
    """Digests of what a report says of outputs and logs, without the times at which this very run gave them."""
    results = report["results"]
    return {
        "outputs": _digest(_timeless(result) for result in results),
        "logs": _digest(line for result in results for line in result.get("logs", [])),
    }


def _timeless(result: Json) -> list[Any]:
    output = result.get("output") or {}
    return [
        result.get("outcome"),
        {name: value for name, value in output.items() if name != "timestamp"},
        result.get("arm"),
        result.get("error"),
    ]


def _cut(value: Any, most_text: int, most_entries: int) -> Any:
    if isinstance(value, str):
        return value[:most_text]
    if isinstance(value, list):
        return [_cut(entry, most_text, most_entries) for entry in value[:most_entries]]
    if isinstance(value, dict):  # its members are ours, and few
        return {name: _cut(entry, most_text, most_entries) for name, entry in value.items()}
    return value


def _fits(value: Any, most_bytes: int) -> bool:
    # Counting first spares writing out hundreds of megabytes only to learn that they are too many.
    return _left(value, most_bytes) >= 0 and len(json.dumps(value).encode()) <= most_bytes


def _left(value: Any, room: int) -> int:
    """How many bytes are left of ``room`` at most, below 0 where there are none."""
    if isinstance(value, str):
        return room - len(value) - 2
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if room < 0:
            break
        room = _left(entry, room)
    return room - 1


def _digest(parts: Iterable[Any]) -> str:
    return digest_of("\n".join(digest_of(json.dumps(part, sort_keys=True).encode()) for part in parts).encode())
