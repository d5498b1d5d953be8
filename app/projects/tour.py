"""The tour of a first visit: whether it is still to be offered, and where it leads."""

from sqlmodel import Session, select

from app.db.models import Project, StudioNote
from app.projects import sample

NOTE = "tour dismissed"


def is_dismissed(session: Session) -> bool:
    """Whether somebody has said that it need not be offered again."""
    return session.get(StudioNote, NOTE) is not None


def dismiss(session: Session) -> None:
    """Do not offer it again; saying so twice changes nothing."""
    if not is_dismissed(session):
        session.add(StudioNote(key=NOTE, value="yes"))


def is_offered(session: Session, name: str) -> bool:
    """Whether this project's page offers it unasked: the sample's, until it is dismissed."""
    return name == sample.NAME and not is_dismissed(session)


def first_visit(session: Session) -> str | None:
    """The sample, where it is all that the studio holds and nobody has taken or dismissed the tour."""
    names = session.exec(select(Project.name).limit(2)).all()
    return sample.NAME if list(names) == [sample.NAME] and not is_dismissed(session) else None


def place(session: Session) -> str | None:
    """The project whose page can show it: the sample, or else any."""
    kept = session.exec(select(Project.name).where(Project.name == sample.NAME)).first()
    return kept or session.exec(select(Project.name).order_by(Project.name).limit(1)).first()
