"""The collections that a project has chosen: each successful build of it runs them over its component."""

from collections.abc import Sequence

import structlog
from sqlmodel import Session, col, delete, select

from app.artifacts import service as artifacts
from app.db.models import Build, BuildStatus, Collection, CollectionRun, Project, ProjectCollection, RunStatus
from app.errors import LimitExceeded, StudioError
from app.payloads import collections
from app.runs.collections import service
from app.settings import Settings

log = structlog.get_logger(__name__)

MOST_CHOSEN = 20


def of_project(session: Session, project_id: str) -> list[Collection]:
    """The collections that a project has chosen, by name."""
    query = select(Collection).join(ProjectCollection, col(ProjectCollection.collection_id) == Collection.id)
    return list(session.exec(query.where(ProjectCollection.project_id == project_id).order_by(Collection.name)))


def choose(session: Session, project: Project, collection_ids: Sequence[str]) -> list[Collection]:
    """Choose these and no others; NotFound for one that is not there, LimitExceeded for too many."""
    wanted = list(dict.fromkeys(collection_ids))
    if len(wanted) > MOST_CHOSEN:
        raise LimitExceeded("too_many_chosen", f"A project runs at most {MOST_CHOSEN} collections after a build.")
    found = [collections.get(session, each) for each in wanted]
    session.exec(delete(ProjectCollection).where(col(ProjectCollection.project_id) == project.id))
    session.add_all(ProjectCollection(project_id=project.id, collection_id=each.id) for each in found)
    session.flush()
    return sorted(found, key=lambda each: each.name)


def after_build(session: Session, build_id: str, settings: Settings) -> list[CollectionRun]:
    """Ask for what a build's project has chosen to be run over its artifact; answers the new runs, to be dispatched.

    None of a build without success, and none of a collection whose present version was or is being run over that
    artifact. A collection that cannot be run over it, such as an empty one, is left out. The build's row says from then
    on that this was done.
    """
    build = session.get(Build, build_id)
    if build is None or build.status != BuildStatus.SUCCEEDED or build.artifact_digest is None:
        return []
    build.collections_due = False
    asked = []
    for collection in of_project(session, build.project_id):
        if not _has_run(session, collection, build.artifact_digest):
            asked += _asked(session, collection, build, settings)
    return asked


def _asked(session: Session, collection: Collection, build: Build, settings: Settings) -> list[CollectionRun]:
    try:
        artifact = artifacts.get(session, str(build.artifact_digest))
        run = service.of_artifact(session, collection, artifact, settings, build.requested_by)
    except StudioError as error:
        log.info("a collection was not run after a build", build=build.id, collection=collection.id, why=error.code)
        return []
    run.project_id, run.project_name, run.revision = build.project_id, build.project_name, build.revision
    session.flush()
    return [run]


def _has_run(session: Session, collection: Collection, digest: str) -> bool:
    """Whether all its cases were or are being run."""
    query = select(CollectionRun.request).where(
        CollectionRun.collection_id == collection.id,
        CollectionRun.version == collection.version,
        CollectionRun.artifact_digest == digest,
        CollectionRun.status != RunStatus.STOPPED,
    )
    return any(request["keys"] is None for request in session.exec(query))
