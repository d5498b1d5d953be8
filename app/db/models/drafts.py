"""Unsaved text: what is being typed into a file, and what was set aside so that it can be had back."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kit.clock import utc_now
from app.kit.ids import new_id


class Draft(SQLModel, table=True):
    """What is typed into one file and no revision has yet. ``stamp`` changes with every text."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("project_id", "path"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    project_id: str = Field(
        sa_column=Column(String(26), ForeignKey("project.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    path: str = Field(max_length=200)
    base: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    stamp: str = Field(default_factory=new_id, max_length=26)
    at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class SetAside(SQLModel, table=True):
    """A text that gave way to another one; ``why`` says to what."""

    __tablename__ = "set_aside"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    project_id: str = Field(
        sa_column=Column(String(26), ForeignKey("project.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    path: str = Field(max_length=200)
    base: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    why: str = Field(max_length=20)
    at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
