"""``logger``: lines for the operator's log."""

from collections.abc import Callable, Mapping
from typing import Any

from app.sandbox.recording import Recording
from app.sandbox.values.forms import Resource


class Logger:
    """Writes into the recording of the call that is under way."""

    interface = "logger"

    def __init__(self, recording: Recording) -> None:
        self.recording = recording

    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """The function ``log``."""
        return {"log": self.log}

    def resources(self) -> Mapping[str, Resource]:
        """None."""
        return {}

    def log(self, level: str, context: str, message: str) -> None:
        """Keep a line; ``level`` is trace, debug, info, warn, error or critical."""
        self.recording.called()
        self.recording.log(level, context, message)
