"""The server's own log: structured lines on standard error, as text or JSON."""

import sys

import structlog
from structlog.typing import Processor

JSON = "json"


def configure(log_format: str) -> None:
    """Set up logging for this process; a traceback never shows the values of variables, which may be secrets."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *_rendering(log_format),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _rendering(log_format: str) -> list[Processor]:
    if log_format == JSON:
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
