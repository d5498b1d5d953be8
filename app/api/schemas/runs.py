"""Runs: what is asked, and what came out."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from app.api.schemas.common import ErrorOut, Strict
from app.db.models import RunStatus
from app.operators.kinds import ApiVersion, Kind
from app.runs.measure import MOST_CALLS, USUAL_COUNT, USUAL_WARM_UP

LimitName = Literal["time_ms", "memory_bytes", "output_bytes", "log_lines", "host_calls", "state_bytes"]


class MeasureIn(Strict):
    """Repeat the messages in turn, in place of one result for each: ``warm_up`` calls first that are not counted."""

    warm_up: Annotated[int, Field(ge=0, le=MOST_CALLS)] = USUAL_WARM_UP
    count: Annotated[int, Field(ge=1, le=MOST_CALLS)] = USUAL_COUNT
    profile: bool = Field(default=False, description="Also tell which functions the time goes to; preview lane only.")


class RunIn(Strict):
    """A run of a project in the preview lane, or of an artifact: exactly one of the two is given.

    ``files`` (text by path, null leaves the file out) are laid, as they are typed, over the project's newest revision
    and its draft. ``adapter`` false previews what the plain toolchain would build.
    """

    project: str | None = None
    files: dict[str, str | None] | None = None
    adapter: bool = True
    artifact: str | None = None
    configuration: dict[str, str] = Field(default_factory=dict)
    module_schemas: list[dict[str, Any]] = Field(default_factory=list)
    state: list[dict[str, Any]] = Field(default_factory=list)
    schemas: list[dict[str, Any]] = Field(default_factory=list)
    clock: str | dict[str, Any] | None = Field(default=None, description="A fixed start, RFC 3339, or with a step.")
    seed: int | None = None
    limits: dict[LimitName, Annotated[int, Field(gt=0)]] = Field(default_factory=dict)
    messages: list[dict[str, Any]] = Field(min_length=1)
    measure: MeasureIn | None = None


class RunListed(BaseModel):
    """A run in a list."""

    id: str
    lane: Literal["preview", "artifact"]
    purpose: Literal["run", "measure"]
    artifact: str | None
    sources_digest: str | None
    project: str | None
    revision: int | None
    kind: Kind
    api_version: ApiVersion
    status: RunStatus
    error: ErrorOut | None
    timings: dict[str, Any]
    created: datetime
    finished: datetime | None


class RunOut(RunListed):
    """A run as far as it has come."""

    phase: str | None
    notes: list[str]
    init: dict[str, Any] | None
    results: list[dict[str, Any]]
    measured: dict[str, Any] | None
    state: list[dict[str, Any]]
    memory_bytes: int | None
    linear_memory: int | None
    truncated: bool
