"""The project that a first start holds."""

from sqlmodel import Session, select

from app.db.models import Project, StudioNote
from app.operators.kinds import DEFAULT_API_VERSION, Kind
from app.projects.service import create

NAME = "temperature"
NOTE = "sample project made"


def make_sample_once(session: Session) -> None:
    """Make the sample project in a new studio. Whoever deletes it is not given it again."""
    if session.get(StudioNote, NOTE) is not None:
        return
    session.add(StudioNote(key=NOTE, value=NAME))
    if session.exec(select(Project.id).limit(1)).first() is None:
        create(session, NAME, Kind.MAP, DEFAULT_API_VERSION)
