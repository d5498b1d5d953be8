"""Looking after a job while its child works: storing its events, and noticing that it shall be cancelled."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.db.patience import patient

log = structlog.get_logger(__name__)
INTERVAL_S = 0.25


@contextmanager
def watching(
    flush: Callable[[], None], shall_stop: Callable[[], bool], *, to_the_end: bool = True
) -> Iterator[threading.Event]:
    """Yields an event that is set soon after ``shall_stop`` answers true; ``flush`` is called all along, and at the end
    unless the caller stores what is left together with the job's ending.
    """
    cancel, ended = threading.Event(), threading.Event()

    def watch() -> None:
        while not ended.wait(INTERVAL_S):
            try:
                if shall_stop():  # asked first: much to store takes its time
                    cancel.set()
                flush()
            except SQLAlchemyError:
                log.exception("the database did not answer; trying again")

    thread = threading.Thread(target=watch, name="watch", daemon=True)
    thread.start()
    try:
        yield cancel
    finally:
        ended.set()
        thread.join()
        if to_the_end:
            patient(flush)()  # what came out is not lost because the database was busy just then
