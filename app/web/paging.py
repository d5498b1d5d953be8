"""Long lists in parts. One row more than is shown is read: it tells whether there is a further part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Query

SHOWN = 50
Row = TypeVar("Row")

After = Annotated[str | None, Query(max_length=200)]


@dataclass(frozen=True)
class Part(Generic[Row]):
    """The rows to show; ``next`` is what ``after`` is for the part that follows, None at the end."""

    rows: Sequence[Row]
    next: str | None


def part(rows: Sequence[Row], key: Callable[[Row], str], shown: int = SHOWN) -> Part[Row]:
    """A part from at most ``shown + 1`` rows."""
    following = key(rows[shown - 1]) if len(rows) > shown else None
    return Part(rows[:shown], following)
