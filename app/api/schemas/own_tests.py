"""Shapes of runs of a project's own tests."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from app.api.schemas.common import ErrorOut, Strict
from app.db.models import RunStatus
from app.operators.kinds import ApiVersion, Kind

OwnVerdict = Literal["passed", "failed", "skipped", "broken"]


class OwnTestRunIn(Strict):
    """Which tests to run: those of all files, of ``tests_in``, or ``names`` such as ``test_units.py::test_zero``, or
    those that failed in the run ``only_failed_of``. ``files`` are laid over the newest revision and its draft.
    """

    files: dict[str, str | None] | None = None
    adapter: bool = True
    tests_in: list[str] | None = Field(default=None, min_length=1)
    names: list[str] | None = Field(default=None, min_length=1)
    only_failed_of: str | None = None


class NotLoadedOut(ErrorOut):
    """Why a run stopped; with the diagnostics of a build where the operator cannot be loaded."""

    diagnostics: list[dict[str, Any]] = Field(default_factory=list)


class OwnTestRunOut(BaseModel):
    """A run as far as it has come. ``verdict`` is null while it goes on and ``none`` where no test said anything;
    ``total`` is null until the files were looked at; ``behind`` says whether the project has moved on."""

    id: str
    project: str
    revision: int
    sources_digest: str
    kind: Kind
    api_version: ApiVersion
    status: RunStatus
    verdict: Literal["passed", "failed", "none", "stopped"] | None
    counts: dict[OwnVerdict, int]
    total: int | None
    selected: bool
    behind: bool
    notes: list[str]
    error: NotLoadedOut | None
    timings: dict[str, Any]
    created: datetime
    started: datetime | None
    finished: datetime | None


class OwnTestResultOut(BaseModel):
    """What became of one test; without a ``name`` of a whole file, whose tests could not be told."""

    position: int
    path: str
    name: str
    line: int
    verdict: OwnVerdict
    duration_us: int | None
    memory_bytes: int | None
    reason: str | None
    error: dict[str, Any] | None
    outcome: str | None
    stdout: str | None
    stderr: str | None
    logs: list[dict[str, Any]] | None
    metrics: list[dict[str, Any]] | None
    state_changes: list[dict[str, Any]] | None
    truncated: bool | None
