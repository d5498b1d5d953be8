"""Builds and what they found."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from app.api.schemas.common import ErrorOut, Strict
from app.db.models import BuildStatus
from app.operators.kinds import ApiVersion, Kind

Mode = Literal["release", "debug"]


class BuildRequest(Strict):
    """How to build. ``force`` builds in spite of errors that the checks find.

    With ``adapter`` init and process share one instance and imports inside functions work; without it the result is
    the plain toolchain's.
    """

    mode: Mode = "release"
    force: bool = False
    adapter: bool = True


class DiagnosticOut(BaseModel):
    """A place in the sources, and what is wrong there."""

    id: str
    code: str
    severity: Literal["error", "warning", "information"]
    path: str | None
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    message: str
    help: str
    fixable: bool


class BuildOut(BaseModel):
    """A build as it is now."""

    id: str
    project: str
    kind: Kind
    api_version: ApiVersion
    revision: int
    mode: Mode
    adapter: bool
    status: BuildStatus
    phase: str | None
    position: int | None
    cached: bool
    attempt: int
    diagnostics: list[DiagnosticOut]
    artifact: str | None
    error: ErrorOut | None
    timings: dict[str, float]
    requested_by: str
    created: datetime
    started: datetime | None
    finished: datetime | None
