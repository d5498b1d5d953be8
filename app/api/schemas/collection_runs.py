"""Shapes of runs of collections."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

from app.api.schemas.common import ErrorOut, Strict
from app.db.models import RunStatus
from app.operators.kinds import ApiVersion, Kind
from app.runs.collections.comparing import What

VerdictName = Literal["passed", "failed", "unchecked", "broken"]


class CollectionRunIn(Strict):
    """What to run a collection over: ``project``, with ``files`` laid over its newest revision and draft, or
    ``artifact``, or the last ``release`` of a project. All cases, those with ``keys``, or those that failed or broke in
    the run ``only_failed_of``.
    """

    project: str | None = None
    files: dict[str, str | None] | None = None
    adapter: bool = True
    artifact: str | None = None
    release: str | None = Field(default=None, description="A project, of which the newest release build is run.")
    keys: list[str] | None = Field(default=None, min_length=1)
    only_failed_of: str | None = None


class CollectionRunOut(BaseModel):
    """A run as far as it has come. ``behind`` names what it is older than: the collection, the project, or both."""

    id: str
    collection: str
    version: int
    lane: Literal["preview", "artifact"]
    artifact: str | None
    sources_digest: str | None
    project: str | None
    revision: int | None
    kind: Kind
    api_version: ApiVersion
    status: RunStatus
    counts: dict[VerdictName, int]
    total: int
    selected: bool
    behind: list[Literal["collection", "project"]]
    notes: list[str]
    error: ErrorOut | None
    timings: dict[str, Any]
    created: datetime
    started: datetime | None
    finished: datetime | None


class CaseResultListed(BaseModel):
    """What became of one case, without its report."""

    key: str
    position: int
    name: str
    verdict: VerdictName
    outcome: str | None
    duration_us: int | None
    memory_bytes: int | None
    differences: list[dict[str, Any]]
    reason: str | None


class CaseResultOut(CaseResultListed):
    """The same with what a run of the case reports, cut where it is long."""

    report: dict[str, Any]


class ComparedOut(BaseModel):
    """One case in two runs; one side is null where that run has no result of it."""

    key: str
    name: str
    changed: list[What]
    differences: list[dict[str, Any]]
    a: CaseResultListed | None
    b: CaseResultListed | None


class ChosenIn(Strict):
    """Ids of collections, and whether a save in the browser runs them, null to leave that as it is."""

    collections: list[str]
    run_on_save: bool | None = None


class ChosenOut(BaseModel):
    """The collections that run after each successful build of a project."""

    collections: list[dict[str, str]]
    run_on_save: bool
