"""What keeps an artifact from being deleted."""

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.db.models import Build, BuildStatus, Run


def to_artifact(session: Session, digest: str) -> list[str]:
    """Everything that refers to an artifact, in words that fit after "because"; empty when nothing does."""
    runs = session.exec(select(func.count()).select_from(Run).where(Run.artifact_digest == digest)).one()
    unfinished = session.exec(_unfinished_builds(digest)).one()
    reasons = [f"{runs} stored {'result refers' if runs == 1 else 'results refer'} to it"] if runs else []
    return [*reasons, "a build of it is still at work"] if unfinished else reasons


def _unfinished_builds(digest: str) -> SelectOfScalar[int]:
    unfinished = [status for status in BuildStatus if not status.is_final]
    query = select(func.count()).select_from(Build)
    return query.where(Build.artifact_digest == digest, col(Build.status).in_(unfinished))
