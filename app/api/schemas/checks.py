"""Checks and fixes."""

from pydantic import BaseModel, Field

from app.api.schemas.builds import DiagnosticOut
from app.api.schemas.common import Strict


class CheckRequest(Strict):
    """What to check: the newest revision with its draft, and ``files`` (text by path, null leaves the file out) laid
    over both."""

    files: dict[str, str | None] = Field(default_factory=dict)
    adapter: bool = True


class CheckOut(BaseModel):
    """Everything that was found, by file and line."""

    diagnostics: list[DiagnosticOut]


class FixRequest(CheckRequest):
    """What to mend: the findings with these ids, all without ``ids``. ``apply`` stores the result as a revision, on top
    of revision ``base`` where that is given."""

    ids: list[str] | None = None
    apply: bool = True
    base: int | None = None


class FixOut(BaseModel):
    """``diff`` is a unified diff, ``files`` the changed files in full, ``revision`` the newest one afterwards."""

    diff: str
    files: dict[str, str]
    revision: int
    diagnostics: list[DiagnosticOut]
