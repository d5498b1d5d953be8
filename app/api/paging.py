"""Parameters that every list takes."""

from typing import Annotated

from fastapi import Query

After = Annotated[str | None, Query(max_length=200, description="Go on behind the item that `next` named.")]
Limit = Annotated[int, Query(ge=1, le=200, description="At most so many items.")]
MOST_NUMBER = 2**31 - 1  # no event and no revision has a greater number, and no database a greater integer everywhere
AfterEvent = Annotated[int, Query(ge=0, le=MOST_NUMBER, description="Go on behind the event with this number.")]
DEFAULT_LIMIT = 50
