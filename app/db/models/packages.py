"""Packages that were chosen for a set of requirements, once and for all builds that ask for the same."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kit.clock import utc_now


class PackageSet(SQLModel, table=True):
    """One choice. ``key`` is made of the requirements, the index and the target; ``lock`` names versions and hashes.

    ``index`` is the index's address without credentials; ``facts`` are operators.packages.facts.Facts as JSON;
    ``archive`` is the digest of the zip file with the packages, which can be made again from the lock.
    """

    __tablename__ = "package_set"

    key: str = Field(primary_key=True, max_length=71)
    requirements: list[str] = Field(sa_column=Column(JSON, nullable=False))
    index: str = Field(max_length=2000)
    lock: str = Field(sa_column=Column(Text, nullable=False))
    versions: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    facts: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    archive: str = Field(max_length=71)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
