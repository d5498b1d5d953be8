"""Logical times: how they are written in JSON, and how they compare."""

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

from app.sandbox.checking import BadInput, integer, record, text

U64 = 2**64 - 1
NODE_ID = "studio"
_NODE_ID_BYTES = 1024
_NANOS = 10**9
_END_OF_9999_NS = 253_402_300_800 * _NANOS
# RFC 3339, section 5.6; a fraction of more than nine digits would be finer than the interface's nanoseconds.
_RFC_3339 = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


class Hlc(NamedTuple):
    """A reading of a hybrid logical clock; ordered by time, then counter, then node."""

    secs: int
    nanos: int = 0
    counter: int = 0
    node_id: str = NODE_ID

    def as_json(self) -> dict[str, Any]:
        """``{secs, nanos, counter, node_id}``."""
        return self._asdict()


def at(wall_ns: int) -> Hlc:
    """A moment of the wall clock, counter 0."""
    return Hlc(wall_ns // _NANOS, wall_ns % _NANOS, 0, NODE_ID)


def parse(value: Any, path: str) -> Hlc:
    """An RFC 3339 text, or a record ``{secs, nanos?, counter?, node_id?}``; BadInput for anything else."""
    if isinstance(value, str):
        return at(parse_text(value, path))
    given = record(value, path, ("secs", "nanos", "counter", "node_id"))
    if "secs" not in given:
        raise BadInput(path, "A time written as an object needs secs, the seconds since 1970.")
    return Hlc(
        integer(given["secs"], f"{path}.secs", U64),
        integer(given.get("nanos", 0), f"{path}.nanos", _NANOS - 1),
        integer(given.get("counter", 0), f"{path}.counter", U64),
        text(given.get("node_id", NODE_ID), f"{path}.node_id", _NODE_ID_BYTES),
    )


def parse_text(value: Any, path: str) -> int:
    """The nanoseconds since 1970 that an RFC 3339 text stands for; BadInput for anything else."""
    found = _RFC_3339.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise BadInput(path, "This is not an RFC 3339 time. Write it as 2026-01-31T12:00:00Z.")
    day, clock, fraction, zone = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{zone.upper()}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput(path, "There is no such day or time. Write it as 2026-01-31T12:00:00Z.") from None
    if moment.year < 1970:
        raise BadInput(path, "A logical time cannot lie before 1970.")
    return int(moment.timestamp()) * _NANOS + int((fraction or "0").ljust(9, "0"))


def written(wall_ns: int) -> str | None:
    """A moment as RFC 3339 text, with a fraction where it has one; None after the year 9999, where that ends."""
    if wall_ns >= _END_OF_9999_NS:
        return None
    secs, nanos = divmod(wall_ns, _NANOS)
    fraction = f".{nanos:09}".rstrip("0") if nanos else ""
    return f"{datetime.fromtimestamp(secs, UTC):%Y-%m-%dT%H:%M:%S}{fraction}Z"
