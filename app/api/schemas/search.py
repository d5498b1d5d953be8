"""What a search found."""

from pydantic import BaseModel


class PlaceOut(BaseModel):
    """A match and the part of its line around it; line and column from 1."""

    line: int
    column: int
    before: str
    match: str
    after: str


class FileFound(BaseModel):
    """The places in one file; `unsaved` where its draft was searched."""

    path: str
    unsaved: bool
    places: list[PlaceOut]


class SearchOut(BaseModel):
    """All places by file; `cut` where there may be more."""

    files: list[FileFound]
    cut: bool
