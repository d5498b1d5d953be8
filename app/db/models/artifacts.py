"""Built components."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kit.clock import utc_now


class Artifact(SQLModel, table=True):
    """A component by its digest, and what was read off its bytes; ``report`` is a ComponentReport as JSON."""

    __tablename__ = "artifact"

    digest: str = Field(primary_key=True, max_length=71)
    name: str = Field(max_length=200)
    size: int
    plain_size: int | None = Field(default=None, description="Of what the toolchain made, before it was slimmed.")
    kinds: list[str] = Field(sa_column=Column(JSON, nullable=False))
    api_version: str = Field(max_length=20)
    mode: str = Field(max_length=20)
    adapter: bool = False
    toolchain: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    report: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    slimming: dict[str, Any] | None = Field(
        default=None,
        sa_column=Column(JSON(none_as_null=True), nullable=True),
        description="What slimming did to the component and how it was checked.",
    )
    origin: str = Field(max_length=20, description="built here, or uploaded")
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
