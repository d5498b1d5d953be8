"""Projects, and their revisions: immutable sets of files, addressed by their content."""

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, LargeBinary, String, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kit.clock import utc_now
from app.kit.ids import new_id


class Project(SQLModel, table=True):
    """One operator being written. ``head`` is the number of its newest revision; with ``run_on_save`` its page runs the
    project's collections after each save."""

    __tablename__ = "project"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    name: str = Field(unique=True, index=True, max_length=64)
    kind: str = Field(max_length=20)
    api_version: str = Field(max_length=20)
    head: int = Field(default=0)
    run_on_save: bool = Field(default=False, sa_column=Column(Boolean, nullable=False, server_default=false()))
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    updated_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class Revision(SQLModel, table=True):
    """One saved state of all files; ``digest`` addresses the listing of paths and contents. ``label`` is a name that
    somebody gave it."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    project_id: str = Field(
        sa_column=Column(String(26), ForeignKey("project.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    number: int
    digest: str = Field(max_length=71)
    label: str = Field(default="", max_length=100)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class RevisionFile(SQLModel, table=True):
    """One file of a revision: a path and the digest of its bytes."""

    __tablename__ = "revision_file"

    revision_id: str = Field(
        sa_column=Column(String(26), ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    )
    path: str = Field(primary_key=True, max_length=200)
    digest: str = Field(foreign_key="source_text.digest", max_length=71, index=True)
    size: int


class SourceText(SQLModel, table=True):
    """The bytes of source files, each content once. Small, so that a save is one transaction."""

    __tablename__ = "source_text"

    digest: str = Field(primary_key=True, max_length=71)
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
