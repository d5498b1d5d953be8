"""What the child says of one case, put together as a run reports it."""

from typing import Any

from app.db.models import RunStatus
from app.runs.conversation import Ending, stopped

Json = dict[str, Any]


class Gathered:
    """A sink for one case's messages; nothing of them is stored as an event."""

    def __init__(self) -> None:
        self._init: Json | None = None
        self._results: list[Json] = []
        self._finished: Json = {}

    def add(self, kind: str, **data: Any) -> None:
        """Take a message of the child."""
        if kind == "init":
            self._init = data["result"]
        elif kind == "result":
            self._results.append(data["result"])
        elif kind == "finished":
            self._finished = data

    def flush(self) -> None:
        """Nothing is to be stored yet."""

    def report(self, ending: Ending) -> Json:
        """As ``runs.report.run_report`` has these members."""
        results = [] if ending.status is RunStatus.FAILED else self._results
        return {
            "status": str(ending.status),
            "error": ending.error,
            "notes": self._finished.get("notes", []),
            "init": self._init,
            "results": results,
            "state": self._finished.get("state", []),
            "memory_bytes": self._finished.get("memory_bytes"),
            "timings": self._finished.get("timings", {}),
            "truncated": any(result.get("truncated") for result in results),
        }


def not_run(sentence: str) -> Json:
    """The report of a case that was not run, and why."""
    return Gathered().report(stopped("case_not_run", sentence))
