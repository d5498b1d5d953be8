"""``logger``: lines for the operator's log."""

from typing import ClassVar

from wasmtime.component import LinkerInstance

from app.kit.text import printable
from app.sandbox.recording import Recording
from app.sandbox.values import Storelike


class Logger:
    """Writes into the recording of the call that is under way."""

    interface: ClassVar[str] = "logger"

    def __init__(self, recording: Recording) -> None:
        self.recording = recording

    def define(self, instance: LinkerInstance) -> None:
        """Add the function ``log``."""
        instance.add_func("log", self.log)

    def log(self, _store: Storelike, level: str, context: str, message: str) -> None:
        """Keep a line; ``level`` is trace, debug, info, warn, error or critical."""
        self.recording.log(level, printable(context), printable(message))
