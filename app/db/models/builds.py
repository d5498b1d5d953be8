"""Builds: the row is the truth about a build, whatever a queue believes."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Index, false, text
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime, enum_column
from app.kit.clock import utc_now
from app.kit.ids import new_id


class BuildStatus(StrEnum):
    """The states of a build; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    CANCELLING = "cancelling"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen."""
        return self in {BuildStatus.SUCCEEDED, BuildStatus.FAILED, BuildStatus.CANCELLED}


class Build(SQLModel, table=True):
    """One request to build a revision. It outlives its project, because artifacts name the builds that gave them."""

    __tablename__ = "build"
    __table_args__ = (
        Index(
            "uq_build_key_while_running",
            "key",
            unique=True,
            sqlite_where=text("status IN ('running', 'cancelling')"),
            postgresql_where=text("status IN ('running', 'cancelling')"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    project_id: str = Field(max_length=26, index=True)
    project_name: str = Field(max_length=64)
    kind: str = Field(max_length=20)
    api_version: str = Field(max_length=20)
    revision_id: str = Field(max_length=26)
    revision: int
    mode: str = Field(max_length=20)
    adapter: bool
    key: str = Field(max_length=71, index=True)
    requested_by: str = Field(max_length=100)
    status: BuildStatus = Field(
        default=BuildStatus.QUEUED,
        sa_column=Column(enum_column(BuildStatus, "build_status"), nullable=False, index=True),
    )
    phase: str | None = Field(default=None, max_length=20)
    attempt: int = 0
    cached: bool = False
    artifact_digest: str | None = Field(default=None, max_length=71, index=True)
    collections_due: bool = Field(
        default=False,
        sa_column=Column(Boolean, nullable=False, server_default=false()),
        description="It succeeded, and its project's collections are not asked for yet.",
    )
    diagnostics: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    error: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    timings: dict[str, float] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
