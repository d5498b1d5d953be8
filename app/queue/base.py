"""The port for dispatching work: names of jobs and ids of rows, nothing else.

The row is the truth about a job. A queue may lose an id or deliver it twice: the job claims its row by a
conditional update, and rows that were left behind are dispatched again at start.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

Handler = Callable[[str], None]


class Queue(Protocol):
    """Delivers ids to handlers, several at once."""

    def start(self, handlers: Mapping[str, Handler]) -> None:
        """Begin to deliver; ``handlers`` maps a job's name to what is called with the id."""

    def dispatch(self, job: str, row_id: str) -> None:
        """Ask for a job on a row. Returns at once; may be called before ``start``."""

    def workers(self, job: str) -> int:
        """How many workers are alive that would take such a job."""

    def stop(self, timeout_s: float) -> None:
        """Take no further ids, and wait at most this long for jobs in hand."""
