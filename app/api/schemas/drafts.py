"""The unsaved text of a project."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.api.schemas.common import Strict


class DraftIn(Strict):
    """Text by path, typed since revision ``base``; null gives up the draft of a file."""

    base: int = Field(ge=1, le=2**31 - 1)
    files: dict[str, str | None]


class DraftFileOut(BaseModel):
    """The draft of one file and the revision that its edit started from."""

    path: str
    text: str
    base: int
    at: datetime


class DraftOut(BaseModel):
    """All unsaved text by path, beside the number of the newest revision. ``moved`` names drafts whose file was changed
    by a revision after their ``base``."""

    revision: int
    files: list[DraftFileOut]
    moved: list[str]
