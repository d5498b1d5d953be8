"""What handlers ask for by type."""

from collections.abc import AsyncIterator, Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.db.session import reading, unit_of_work
from app.http.guards import SAFE_METHODS
from app.http.security import owner
from app.http.studio import Studio, get_studio

Of = Annotated[Studio, Depends(get_studio)]


async def take_turn(request: Request, studio: Of) -> AsyncIterator[None]:
    """Few requests that may write go on at once; what only reads waits for nobody.

    The one that holds the database's write lock needs a server thread once more, to check its answer. It would not
    get one if all of them were waiting for that lock.
    """
    if request.method in SAFE_METHODS:
        yield
        return
    async with studio.turns:
        yield


def get_session(
    request: Request, studio: Of, _turn: Annotated[None, Depends(take_turn, scope="function")]
) -> Iterator[Session]:
    """The request's unit of work; for a safe method one that only reads."""
    begin = reading if request.method in SAFE_METHODS else unit_of_work
    with begin(studio.engine) as session:
        yield session


# The default scope would commit after the response was sent: a reader that follows at once would see the old state,
# and a commit that fails would already have been answered with success.
Unit = Annotated[Session, Depends(get_session, scope="function")]
Owner = Annotated[str, Depends(owner)]


async def take_check_turn(studio: Of) -> AsyncIterator[None]:
    """Few checks at once: each holds a server thread while a child reads, and those who only write shall not wait."""
    async with studio.check_turns:
        yield


# For handlers that open their own units of work, because a child is at work between them.
CheckTurn = Annotated[None, Depends(take_check_turn, scope="function")]
