"""Runs of an artifact on messages."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, String
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime, enum_column
from app.kit.clock import utc_now
from app.kit.ids import new_id


class RunStatus(StrEnum):
    """The states of a run; the last three are final and say nothing of the operator's own outcomes."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    COMPLETED = "completed"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return self in {RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.STOPPED}


class Run(SQLModel, table=True):
    """One run: what was asked, and how it ended. What came out message by message is in its events."""

    __tablename__ = "run"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    lane: str = Field(max_length=20)
    artifact_digest: str | None = Field(
        default=None,
        sa_column=Column(String(71), ForeignKey("artifact.digest", ondelete="RESTRICT"), nullable=True, index=True),
    )
    sources_digest: str | None = Field(
        default=None, max_length=71, description="Of what a preview was made from: the files as they were typed."
    )
    purpose: str = Field(
        default="run",
        max_length=20,
        description="run, or measure: repeated for its time and memory.",
    )
    project_id: str | None = Field(default=None, max_length=26, index=True)
    project_name: str | None = Field(default=None, max_length=64)
    revision: int | None = None
    kind: str = Field(max_length=20)
    api_version: str = Field(max_length=20)
    request: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    status: RunStatus = Field(
        default=RunStatus.QUEUED,
        sa_column=Column(enum_column(RunStatus, "run_status"), nullable=False, index=True),
    )
    attempt: int = 0
    error: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    timings: dict[str, float] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    requested_by: str = Field(max_length=100)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
