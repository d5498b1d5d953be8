"""Asking for builds, and looking at them. The work itself is in ``pipeline``."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from app.builds.key import build_key, python_sources
from app.db import events
from app.db.events import Event
from app.db.models import Artifact, Build, BuildStatus, Project
from app.errors import Conflict, NotFound
from app.kit.clock import utc_now
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world_for
from app.packages.service import key_part
from app.projects import revisions

JOB = "build"
BUILT = "built"  # the job on a build that has succeeded: what its project wants done then


@dataclass(frozen=True)
class Requested:
    """A build, and whether it has yet to be dispatched."""

    build: Build
    is_new: bool

    @property
    def job(self) -> str | None:
        """What is to be dispatched with the build's id; None where somebody else has asked for it already."""
        if self.is_new:
            return JOB
        return BUILT if self.build.cached else None


def request(session: Session, project: Project, mode: str, requested_by: str, *, adapter: bool = True) -> Requested:
    """Ask for the newest revision to be built, with the adapter or with the plain toolchain.

    The same inputs built before give a finished build at once, marked cached; a build of the same inputs that is
    queued or at work is answered as it is. Older builds of this project that still wait give way.
    """
    revision = revisions.head(session, project)
    files = revisions.contents(session, revision)
    sources = python_sources(files, project.name)
    target = world_for(Kind(project.kind), ApiVersion(project.api_version), sources)
    key = build_key(sources, target, project.name, mode, adapter=adapter, packages=key_part(files))
    build = Build(
        project_id=project.id,
        project_name=project.name,
        kind=project.kind,
        api_version=project.api_version,
        revision_id=revision.id,
        revision=revision.number,
        mode=mode,
        adapter=adapter,
        key=key,
        requested_by=requested_by,
    )
    if digest := artifact_of_key(session, key):
        return Requested(_finish_cached(session, build, digest), is_new=False)
    if active := _active(session, project, key):
        return Requested(active, is_new=False)
    _supersede(session, build)
    session.add(build)
    events.append(session, build.id, [Event("status", {"status": BuildStatus.QUEUED})])
    return Requested(build, is_new=True)


def get(session: Session, build_id: str) -> Build:
    """A build by its id; NotFound when there is none."""
    build = session.get(Build, build_id)
    if build is None:
        raise NotFound("build_unknown", "There is no such build.")
    return build


def cancel(session: Session, build: Build) -> Build:
    """Stop a build: at once while it waits, soon when it is at work. Conflict when it has ended."""
    now = utc_now()
    queued = _move(session, build, BuildStatus.QUEUED, BuildStatus.CANCELLED, phase=None, finished_at=now)
    if not queued and not _move(session, build, BuildStatus.RUNNING, BuildStatus.CANCELLING):
        session.refresh(build)
        if build.status is not BuildStatus.CANCELLING:
            raise Conflict("build_ended", f"This build has ended already: {build.status}. There is nothing to cancel.")
    session.refresh(build)
    return build


def position(session: Session, build: Build) -> int | None:
    """How many builds come before this one, for a queued one; 0 is next."""
    if build.status is not BuildStatus.QUEUED:
        return None
    earlier = select(func.count()).select_from(Build).where(Build.status == BuildStatus.QUEUED, Build.id < build.id)
    return session.exec(earlier).one()


def of_project(session: Session, project: Project, limit: int, after: str | None = None) -> list[Build]:
    """The builds of a project, newest first; ``after`` is the id of the last one seen."""
    query = select(Build).where(Build.project_id == project.id).order_by(col(Build.id).desc()).limit(limit)
    return list(session.exec(query.where(Build.id < after) if after else query))


def of_artifact(session: Session, digest: str) -> list[Build]:
    """Every build that gave an artifact, oldest first."""
    return list(session.exec(select(Build).where(Build.artifact_digest == digest).order_by(col(Build.id))))


def usual_seconds(session: Session, sample: int = 10) -> float | None:
    """How long builds took lately, as the median in seconds; None before the first."""
    query = select(Build.timings).where(Build.status == BuildStatus.SUCCEEDED, col(Build.cached).is_(False))
    totals = sorted(
        sum(timings.values()) for timings in session.exec(query.order_by(col(Build.id).desc()).limit(sample))
    )
    return totals[len(totals) // 2] if totals else None


def artifact_of_key(session: Session, key: str) -> str | None:
    """The stored artifact that the same inputs gave, if it is still there."""
    query = select(Build.artifact_digest).join(Artifact, col(Artifact.digest) == Build.artifact_digest)
    return session.exec(query.where(Build.key == key).order_by(col(Build.id)).limit(1)).first()


def requeue_interrupted(session: Session) -> list[str]:
    """Put builds that a stopped process left behind back in the queue; answers every id to dispatch, oldest first.

    Only for a start, when no other process works on this database.
    """
    _end_cancelling(session)
    running = list(session.exec(select(Build).where(Build.status == BuildStatus.RUNNING)))
    for build in running:
        build.status = BuildStatus.QUEUED
        text = "The studio stopped in the middle of this build. It starts again."
        events.append(
            session, build.id, [Event("log", {"text": text}), Event("status", {"status": BuildStatus.QUEUED})]
        )
    session.flush()
    return list(session.exec(select(Build.id).where(Build.status == BuildStatus.QUEUED).order_by(col(Build.id))))


def not_followed(session: Session) -> list[str]:
    """Builds that succeeded right before a process was stopped, so that nobody asked for what is done then."""
    return list(session.exec(select(Build.id).where(col(Build.collections_due)).order_by(col(Build.id))))


def is_followed_soon(session: Session, project_id: str) -> bool:
    """Whether a build of the project has succeeded and what is done then is not asked for yet."""
    query = select(Build.id).where(Build.project_id == project_id, col(Build.collections_due))
    return session.exec(query.limit(1)).first() is not None


def _end_cancelling(session: Session) -> None:
    for build in session.exec(select(Build).where(Build.status == BuildStatus.CANCELLING)):
        _move(session, build, BuildStatus.CANCELLING, BuildStatus.CANCELLED, phase=None, finished_at=utc_now())


def _active(session: Session, project: Project, key: str) -> Build | None:
    query = select(Build).where(Build.project_id == project.id, Build.key == key)
    waiting = col(Build.status).in_([BuildStatus.QUEUED, BuildStatus.RUNNING])
    return session.exec(query.where(waiting).order_by(col(Build.id)).limit(1)).first()


def _finish_cached(session: Session, build: Build, digest: str) -> Build:
    build.status, build.cached, build.artifact_digest = BuildStatus.SUCCEEDED, True, digest
    build.started_at = build.finished_at = utc_now()
    build.collections_due = True
    session.add(build)
    text = "The same inputs were built before: this is the stored artifact."
    status = {"status": BuildStatus.SUCCEEDED, "artifact": digest, "cached": True}
    events.append(session, build.id, [Event("log", {"text": text}), Event("status", status)])
    return build


def _supersede(session: Session, newer: Build) -> None:
    older = select(Build).where(Build.project_id == newer.project_id, Build.status == BuildStatus.QUEUED)
    for build in session.exec(older.where(Build.mode == newer.mode, Build.adapter == newer.adapter)):
        error = {
            "code": "superseded",
            "title": "Superseded",
            "detail": "A newer build of this project took its place.",
        }
        _move(
            session,
            build,
            BuildStatus.QUEUED,
            BuildStatus.CANCELLED,
            phase=None,
            finished_at=utc_now(),
            error=error,
        )


def _move(session: Session, build: Build, before: BuildStatus, after: BuildStatus, **values: object) -> bool:
    """Change the status only if it still is what we think, and note it in the log."""
    statement = update(Build).where(col(Build.id) == build.id, col(Build.status) == before)
    if session.exec(statement.values(status=after, **values)).rowcount != 1:
        return False
    events.append(session, build.id, [Event("status", {"status": after})])
    return True
