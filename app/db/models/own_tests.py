"""Runs of a project's own tests, and what came of each test."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, String, Text
from sqlmodel import Field, SQLModel

from app.db.models.runs import RunStatus
from app.db.types import UtcDateTime, enum_column
from app.kit.clock import utc_now
from app.kit.ids import new_id


class OwnTestRun(SQLModel, table=True):
    """One run of the tests of a project's revision, with what was being typed laid over it.

    ``request`` is ``{sources, files, names}``, null for all files and all names; ``counts`` has the number of each
    verdict, ``total`` is null until the files were looked at. There is no reference to the project: what was found
    stays when that is deleted.
    """

    __tablename__ = "own_test_run"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    project_id: str = Field(max_length=26, index=True)
    project_name: str = Field(max_length=64)
    revision: int
    sources_digest: str = Field(max_length=71)
    kind: str = Field(max_length=20)
    api_version: str = Field(max_length=20)
    request: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    status: RunStatus = Field(
        default=RunStatus.QUEUED,
        sa_column=Column(enum_column(RunStatus, "own_test_run_status"), nullable=False, index=True),
    )
    counts: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))
    total: int | None = None
    error: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    timings: dict[str, float] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    requested_by: str = Field(max_length=100)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OwnTestResult(SQLModel, table=True):
    """What became of one test; ``position`` counts from 1 within the run. Without a ``name`` it is a whole file, whose
    tests could not be told."""

    __tablename__ = "own_test_result"

    run_id: str = Field(
        sa_column=Column(
            String(26), ForeignKey("own_test_run.id", ondelete="CASCADE"), nullable=False, primary_key=True
        )
    )
    position: int = Field(primary_key=True)
    path: str = Field(max_length=200)
    name: str = Field(max_length=500)
    line: int
    verdict: str = Field(max_length=20)
    duration_us: int | None = Field(default=None, sa_type=BigInteger)
    memory_bytes: int | None = Field(default=None, sa_type=BigInteger)
    reason: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    report: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
