"""Logical times: how they are written in JSON, and how they compare."""

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.sandbox.checking import BadInput, integer, record, text

U64 = 2**64 - 1
NODE_ID = "studio"
_NODE_ID_BYTES = 1024
_NANOS = 10**9
# RFC 3339, section 5.6; a fraction of more than nine digits would be finer than the interface's nanoseconds.
_RFC_3339 = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)


@dataclass(frozen=True, order=True)
class Hlc:
    """A reading of a hybrid logical clock; ordered by time, then counter, then node."""

    secs: int
    nanos: int = 0
    counter: int = 0
    node_id: str = NODE_ID

    def as_json(self) -> dict[str, Any]:
        """``{secs, nanos, counter, node_id}``."""
        return {"secs": self.secs, "nanos": self.nanos, "counter": self.counter, "node_id": self.node_id}


def now() -> Hlc:
    """The wall clock's time, counter 0."""
    secs, nanos = divmod(time.time_ns(), _NANOS)
    return Hlc(secs, nanos)


def parse(value: Any, path: str) -> Hlc:
    """An RFC 3339 text, or a record ``{secs, nanos?, counter?, node_id?}``; BadInput for anything else."""
    if isinstance(value, str):
        return _from_text(value, path)
    given = record(value, path, ("secs", "nanos", "counter", "node_id"))
    if "secs" not in given:
        raise BadInput(path, "A time written as an object needs secs, the seconds since 1970.")
    return Hlc(
        integer(given["secs"], f"{path}.secs", U64),
        integer(given.get("nanos", 0), f"{path}.nanos", _NANOS - 1),
        integer(given.get("counter", 0), f"{path}.counter", U64),
        text(given.get("node_id", NODE_ID), f"{path}.node_id", _NODE_ID_BYTES),
    )


def _from_text(written: str, path: str) -> Hlc:
    found = _RFC_3339.fullmatch(written)
    if found is None:
        raise BadInput(path, "This is not an RFC 3339 time. Write it as 2026-01-31T12:00:00Z.")
    day, clock, fraction, zone = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{zone.upper()}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInput(path, "There is no such day or time. Write it as 2026-01-31T12:00:00Z.") from None
    if moment.year < 1970:
        raise BadInput(path, "A logical time cannot lie before 1970.")
    return Hlc(int(moment.timestamp()), int((fraction or "0").ljust(9, "0")))
