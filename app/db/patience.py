"""Trying again while the database does not answer: for what must be stored, or else a job would hang for ever."""

import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import structlog
from sqlalchemy.exc import OperationalError

log = structlog.get_logger(__name__)

PAUSE_S = 1.0
MOST_S = 3600.0  # a full disk takes somebody's time to be noticed

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def patient(work: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Repeat a whole unit of work that a locked database or a full disk refused; OperationalError after an hour."""

    @wraps(work)
    def repeated(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        deadline = time.monotonic() + MOST_S
        while True:
            try:
                return work(*args, **kwargs)
            except OperationalError:
                if time.monotonic() >= deadline:
                    raise
                log.exception("the database did not answer; trying again")
                time.sleep(PAUSE_S)

    return repeated
