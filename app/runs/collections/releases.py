"""The last release of a project: what its newest build in release mode gave."""

from sqlmodel import Session, col, select

from app.db.models import Artifact, Build, BuildStatus, Project
from app.errors import Conflict

MODE = "release"


def last_release(session: Session, project: Project) -> Artifact:
    """The component; Conflict where no such build succeeded, or where none of what they gave is still kept."""
    query = select(Artifact).join(Build, col(Build.artifact_digest) == Artifact.digest)
    succeeded = Build.project_id == project.id, Build.mode == MODE, Build.status == BuildStatus.SUCCEEDED
    found = session.exec(query.where(*succeeded).order_by(col(Build.id).desc()).limit(1)).first()
    if found is None:
        detail = f"{project.name} has no release to run: no build of it in release mode is kept. Build it first."
        raise Conflict("no_release", detail)
    return found


def released(session: Session, limit: int) -> list[str]:
    """The names of projects that have one, in order."""
    query = select(Project.name).join(Build, col(Build.project_id) == Project.id)
    query = query.join(Artifact, col(Artifact.digest) == Build.artifact_digest)
    here = query.where(Build.mode == MODE, Build.status == BuildStatus.SUCCEEDED).distinct()
    return list(session.exec(here.order_by(Project.name).limit(limit)))
