"""What handlers ask for by type."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.db.session import unit_of_work
from app.http.security import owner
from app.http.studio import Studio, get_studio

Of = Annotated[Studio, Depends(get_studio)]


def get_session(studio: Of) -> Iterator[Session]:
    """The request's unit of work."""
    with unit_of_work(studio.engine) as session:
        yield session


# The default scope would commit after the response was sent: a reader that follows at once would see the old state,
# and a commit that fails would already have been answered with success.
Unit = Annotated[Session, Depends(get_session, scope="function")]
Owner = Annotated[str, Depends(owner)]
