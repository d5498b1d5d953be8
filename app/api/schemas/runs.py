"""Runs: what is asked, and what came out."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from app.api.schemas.common import ErrorOut, Strict
from app.db.models import RunStatus
from app.operators.kinds import ApiVersion, Kind


class RunIn(Strict):
    """A run of a project's newest revision or of an artifact: exactly one of the two is given."""

    project: str | None = None
    artifact: str | None = None
    configuration: dict[str, str] = Field(default_factory=dict)
    module_schemas: list[dict[str, Any]] = Field(default_factory=list)
    state: list[dict[str, Any]] = Field(default_factory=list)
    limits: dict[Literal["time_ms", "memory_bytes", "output_bytes"], Annotated[int, Field(gt=0)]] = Field(
        default_factory=dict
    )
    messages: list[dict[str, Any]] = Field(min_length=1)


class RunListed(BaseModel):
    """A run in a list."""

    id: str
    lane: Literal["preview", "artifact"]
    artifact: str
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

    init: dict[str, Any] | None
    results: list[dict[str, Any]]
    state: list[dict[str, Any]]
    memory_bytes: int | None
    truncated: bool
