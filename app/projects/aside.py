"""Texts that gave way to others: they can be read and taken back. Only the newest of a project are kept."""

from sqlmodel import Session, col, select

from app.db.models import Project, SetAside
from app.errors import NotFound

MOST = 100
MOST_BYTES = 20_000_000


def put(session: Session, project: Project, path: str, base: int, content: bytes, why: str) -> None:
    """Keep a text; one that is there already is kept once."""
    newest = next(iter(_all(session, project, path)), None)
    if newest is None or newest.content != content:
        session.add(SetAside(project_id=project.id, path=path, base=base, content=content, why=why))
        session.flush()
        _drop_oldest(session, project)


def of_project(session: Session, project: Project) -> list[SetAside]:
    """All that is kept of a project, newest first."""
    return _all(session, project)


def get(session: Session, project: Project, aside_id: str) -> SetAside:
    """One of them; NotFound when there is none."""
    found = session.get(SetAside, aside_id)
    if found is None or found.project_id != project.id:
        raise NotFound("set_aside_unknown", "There is no such text any more: only the newest are kept.")
    return found


def _all(session: Session, project: Project, path: str | None = None) -> list[SetAside]:
    query = select(SetAside).where(SetAside.project_id == project.id)
    if path is not None:
        query = query.where(SetAside.path == path)
    return list(session.exec(query.order_by(col(SetAside.id).desc())))


def _drop_oldest(session: Session, project: Project) -> None:
    room = MOST_BYTES
    for place, row in enumerate(_all(session, project)):
        room -= len(row.content)
        if place and (place >= MOST or room < 0):
            session.delete(row)
    session.flush()
