"""Faults of ours: what is told of one, and the number under which the log has the rest."""

import secrets
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import OperationalError

from app.errors import FAULT

log = structlog.get_logger(__name__)

BUSY = (
    "The studio's database did not answer: it may be busy, or its disk full. Nothing was stored. Try again in a minute."
)


@dataclass(frozen=True)
class Fault:
    """``incident`` is short enough to be read out over a telephone."""

    is_database: bool
    title: str
    detail: str
    incident: str


def fault(error: Exception) -> Fault:
    """Log an unexpected error with its trace, and say what may be said of it."""
    incident = secrets.token_hex(4)
    if isinstance(error, OperationalError):
        log.error("the database did not answer", incident=incident, exc_info=error)
        return Fault(True, "The studio cannot store or read anything just now", BUSY, incident)
    log.error("a request ended by a fault of ours", incident=incident, exc_info=error)
    return Fault(False, "A fault of the studio", FAULT, incident)
