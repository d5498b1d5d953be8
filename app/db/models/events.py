"""What happened in a job, in order: the log that a refresh or a restart does not lose."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kit.clock import utc_now


class JobEvent(SQLModel, table=True):
    """Event number ``seq`` (from 1, without gaps) of a build or a run."""

    __tablename__ = "job_event"

    job_id: str = Field(primary_key=True, max_length=26)
    seq: int = Field(primary_key=True)
    kind: str = Field(max_length=20)
    data: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
