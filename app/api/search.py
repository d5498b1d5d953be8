"""Searching the files of a project."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api.schemas.search import FileFound, PlaceOut, SearchOut
from app.db.session import reading
from app.http.deps import CheckTurn, Of
from app.projects import search, service
from app.projects.search import Asked
from app.projects.unsaved import as_typed

router = APIRouter(prefix="/projects/{name}/search", tags=["files"])

TextIn = Annotated[str, Query(alias="q", max_length=10_000, description="The text, or the pattern.")]
RegexIn = Annotated[bool, Query(description="Take the text as a pattern of RE2.")]
CaseIn = Annotated[bool, Query(description="Whether upper and lower case differ.")]
WordIn = Annotated[bool, Query(description="Find whole words only.")]


@router.get("")
def search_files(
    name: str, studio: Of, _turn: CheckTurn,
    text: TextIn, regex: RegexIn = False, case: CaseIn = False, word: WordIn = False,
) -> SearchOut:  # fmt: skip
    """Where a text stands in the newest revision with all unsaved text laid over it."""
    with reading(studio.engine) as session:
        files, unsaved = as_typed(session, service.get(session, name))
    found = search.search(files, Asked(text, regex, case, word), unsaved)
    listed = [
        FileFound(
            path=file.path,
            unsaved=file.unsaved,
            places=[PlaceOut.model_validate(place, from_attributes=True) for place in file.places],
        )
        for file in found.files
    ]
    return SearchOut(files=listed, cut=found.cut)
