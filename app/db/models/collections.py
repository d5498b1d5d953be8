"""Collections of payloads: their cases through all versions, their runs and what came of each case."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, String, Text, text
from sqlmodel import Field, SQLModel

from app.db.models.runs import RunStatus
from app.db.types import UtcDateTime, enum_column
from app.kit.clock import utc_now
from app.kit.ids import new_id


def _owner(table: str, *, primary_key: bool = False, index: bool = False) -> Column[str]:
    """The id of the row that this one goes with when it is deleted."""
    reference = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(String(26), reference, nullable=False, primary_key=primary_key, index=index)


class Collection(SQLModel, table=True):
    """Named cases with shared settings. ``version`` counts from 1; ``cases`` is how many there are now.

    ``name_key`` is what makes the name the only one of its kind, see payloads.names.
    """

    __tablename__ = "collection"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    name: str = Field(max_length=100)
    name_key: str = Field(unique=True, index=True, max_length=400)
    description: str = Field(default="", sa_column=Column(Text, nullable=False))
    version: int = 1
    settings: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    cases: int = 0
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class CollectionVersion(SQLModel, table=True):
    """One state of a collection. ``settings`` is null where they are those of the version before."""

    __tablename__ = "collection_version"

    collection_id: str = Field(sa_column=_owner("collection", primary_key=True))
    version: int = Field(primary_key=True)
    settings: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True), nullable=True), description="None: unchanged."
    )
    cases: int
    change: str = Field(max_length=200, description="What was changed, in words.")
    at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)


class CaseRow(SQLModel, table=True):
    """A case as it was from version ``since`` until before version ``until``, null: until now. Where both are the same
    it is staged: no version has it yet.

    ``key`` stays the case's own; ``size`` and ``digest`` are those of its messages as JSON, which are a blob where
    ``messages`` is null. ``expect_size`` is that of ``expect`` as JSON, 0 without; ``expects`` is false where nothing
    in it is checked.
    """

    __tablename__ = "case_row"
    __table_args__ = (
        Index("ix_case_row_collection_id_position", "collection_id", "position"),
        Index("ix_case_row_collection_id_key", "collection_id", "key"),
        Index(
            "ix_case_row_staged",
            "id",
            sqlite_where=text("since = until"),
            postgresql_where=text("since = until"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    collection_id: str = Field(sa_column=_owner("collection"))
    key: str = Field(default_factory=new_id, max_length=26)
    position: int
    since: int
    until: int | None = None
    name: str = Field(max_length=200)
    size: int = Field(sa_type=BigInteger)
    digest: str = Field(max_length=71, index=True)
    messages: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    expect: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    expect_size: int = Field(default=0, sa_type=BigInteger)
    expects: bool = False
    inputs: int
    summary: str = Field(max_length=200)


class CollectionRun(SQLModel, table=True):
    """One run of the cases of a collection's version over a project's sources or an artifact.

    ``request`` is ``{sources, keys}``, null keys for all cases; ``counts`` has the number of each verdict. There is no
    reference to the artifact: what was found stays when that is deleted.
    """

    __tablename__ = "collection_run"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=26)
    collection_id: str = Field(sa_column=_owner("collection", index=True))
    version: int
    lane: str = Field(max_length=20)
    artifact_digest: str | None = Field(default=None, max_length=71, index=True)
    sources_digest: str | None = Field(default=None, max_length=71)
    project_id: str | None = Field(default=None, max_length=26, index=True)
    project_name: str | None = Field(default=None, max_length=64)
    revision: int | None = None
    kind: str = Field(max_length=20)
    api_version: str = Field(max_length=20)
    request: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    status: RunStatus = Field(
        default=RunStatus.QUEUED,
        sa_column=Column(enum_column(RunStatus, "collection_run_status"), nullable=False, index=True),
    )
    counts: dict[str, int] = Field(sa_column=Column(JSON, nullable=False))
    total: int
    error: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    timings: dict[str, float] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    requested_by: str = Field(max_length=100)
    created_at: datetime = Field(default_factory=utc_now, sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CaseResult(SQLModel, table=True):
    """What became of one case in a run; ``position`` counts from 1 within the run."""

    __tablename__ = "case_result"
    __table_args__ = (Index("ix_case_result_run_id_position", "run_id", "position"),)

    run_id: str = Field(sa_column=_owner("collection_run", primary_key=True))
    key: str = Field(primary_key=True, max_length=26)
    position: int
    name: str = Field(max_length=200)
    verdict: str = Field(max_length=20)
    outcome: str | None = Field(default=None, max_length=20)
    duration_us: int | None = Field(default=None, sa_type=BigInteger)
    memory_bytes: int | None = Field(default=None, sa_type=BigInteger)
    differences: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    report: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    reason: str | None = Field(default=None, sa_column=Column(Text, nullable=True))


class ProjectCollection(SQLModel, table=True):
    """A collection that runs after each successful build of a project."""

    __tablename__ = "project_collection"

    project_id: str = Field(sa_column=_owner("project", primary_key=True))
    collection_id: str = Field(sa_column=_owner("collection", primary_key=True, index=True))
