"""Shapes that every part of the JSON interface uses."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

Item = TypeVar("Item")


class Strict(BaseModel):
    """A request body: a member it does not know is refused, so that a typing mistake is not ignored."""

    model_config = ConfigDict(extra="forbid")


class Page(BaseModel, Generic[Item]):
    """A part of a list; ``next`` is what to pass as ``after`` for the part that follows."""

    items: list[Item]
    next: str | None


class Problem(BaseModel):
    """An error, as RFC 9457 describes it."""

    type: str
    title: str
    status: int
    detail: str
    code: str


class ErrorOut(BaseModel):
    """Why a build or a run ended as it did."""

    code: str
    title: str
    detail: str


_PROBLEM = {"application/problem+json": {"schema": Problem.model_json_schema()}}
# Every call can answer these; the codes are listed in docs/errors.md.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    422: {"description": "The request is not valid", "content": _PROBLEM},
    "4XX": {"description": "A problem of the request", "content": _PROBLEM},
    "5XX": {"description": "A fault of the studio", "content": _PROBLEM},
}
