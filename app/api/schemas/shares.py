"""Shapes of shares."""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, Field

from app.api.schemas.common import Strict


class TermsIn(Strict):
    """What whoever has the link may do, and until when (RFC 3339 with a zone); null for ever."""

    may_copy: bool = False
    replay: bool = False
    expires: AwareDatetime | None = None


class ShareIn(TermsIn):
    """What to share: a ``version`` of the collection alone, null for the present one, or a ``run`` that has ended."""

    version: int | None = Field(default=None, ge=1, le=2**31 - 1)
    run: str | None = Field(default=None, max_length=100)


class ShareOut(BaseModel):
    """A share without its token, which is told only when it is made."""

    id: str
    collection: str
    name: str
    version: int
    run: str | None
    artifact: str | None
    project: str | None
    revision: int | None
    may_copy: bool
    replay: bool
    views: int
    is_open: bool
    created_by: str
    created: datetime
    expires: datetime | None
    revoked: datetime | None


class ShareMade(ShareOut):
    """A new share with its link, which is told this once."""

    link: str


class CopyIn(Strict):
    """A link of another studio, and what becomes of it; empty names are those that come along."""

    link: str = Field(max_length=500)
    name: str = Field(default="", max_length=200)
    project: str = Field(default="", max_length=100)
    sources: bool = True


class CopyOut(BaseModel):
    """What was made of a share."""

    collection: str
    name: str
    version: int
    cases: int
    project: str | None
    notes: list[str]
