"""The server's own log: structured lines on standard error, as text or JSON."""

import re
import sys
from contextlib import suppress
from typing import TextIO

import structlog
from structlog.typing import Processor

JSON = "json"
_SHARE = re.compile(r"(/s/)[A-Za-z0-9_%-]{16,}")  # the address of a share holds its token


def configure(log_format: str, *, quiet: bool = False) -> None:
    """Set up logging for this process; a traceback never shows the values of variables, which may be secrets. When
    ``quiet``, only warnings and errors are written."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger("warning" if quiet else "debug"),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *_rendering(log_format),
        ],
        logger_factory=lambda *_: _Lenient(sys.stderr),
    )


class _Lenient:
    """Prints lines. Where nothing can be written (a full disk, a reader that is gone) the work goes on without."""

    def __init__(self, out: TextIO) -> None:
        self._printer = structlog.PrintLogger(out)

    def msg(self, message: str) -> None:
        """Print a line, if that can be done, without the token of any share."""
        with suppress(OSError, ValueError):  # ValueError: the stream is closed
            self._printer.msg(_SHARE.sub(r"\1…", message))

    debug = info = warning = error = critical = msg


def _rendering(log_format: str) -> list[Processor]:
    if log_format == JSON:
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
