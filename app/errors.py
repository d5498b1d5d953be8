"""What can go wrong in words a user understands; no class here knows HTTP.

Every error carries a ``code`` that stays the same for scripts, and a sentence that says what to do next.
The table of codes is in docs/errors.md; a test keeps both alike.
"""

from typing import Any, ClassVar

FAULT = "The studio itself failed; its own log has the trace. Try again, and report it if it stays so."


class StudioError(Exception):
    """Something the caller can understand and act on.

    ``code`` is stable, ``detail`` one or two plain sentences, ``context`` further members of the problem document.
    """

    title: ClassVar[str] = "That did not work"

    def __init__(self, code: str, detail: str, **context: Any) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.context = context


class NotFound(StudioError):
    """The thing is not there, or not for this caller."""

    title = "Not found"


class Forbidden(StudioError):
    """The caller may not do this."""

    title = "Not allowed"


class Conflict(StudioError):
    """The state has moved on, or something else stands in the way."""

    title = "In conflict with the present state"


class Stale(Conflict):
    """The caller's edit started from an older state; both states are in the context."""

    title = "Changed in the meantime"


class Invalid(StudioError):
    """The request cannot be understood as it is."""

    title = "Not valid"


class LimitExceeded(StudioError):
    """A bound of size, number, time or memory was reached."""

    title = "Over a limit"


class Gone(StudioError):
    """The thing was here, and was closed on purpose or by its own date."""

    title = "Not open any more"


class TooOften(StudioError):
    """The caller asks more often than is served; later the same is welcome."""

    title = "Too many attempts"
