"""Shares: links that open one version of a collection, or that with a run of it, to whoever has the link."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, String, Text
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kit.clock import utc_now
from app.kit.ids import new_id


class Share(SQLModel, table=True):
    """What a link opens. Its token is not kept, only the token's digest.

    ``name`` and ``description`` are those that the collection had. A run, its revision and its artifact are pinned by
    what they are called: where one was deleted, the share goes on without it.
    """

    __tablename__ = "share"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    token_digest: str = Field(unique=True, index=True, max_length=71)
    collection_id: str = Field(
        sa_column=Column(String(26), ForeignKey("collection.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    version: int
    name: str = Field(max_length=100)
    description: str = Field(sa_column=Column(Text, nullable=False))
    run_id: str | None = Field(default=None, max_length=26)
    artifact_digest: str | None = Field(default=None, max_length=71)
    revision_id: str | None = Field(default=None, max_length=26)
    project_name: str | None = Field(default=None, max_length=64)
    revision: int | None = None
    may_copy: bool = False
    replay: bool = False
    views: int = Field(default=0, sa_type=BigInteger)
    created_by: str = Field(max_length=100)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def is_open(self) -> bool:
        """Whether its link still opens it."""
        return self.revoked_at is None and (self.expires_at is None or utc_now() < self.expires_at)
