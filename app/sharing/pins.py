"""What a new share pins: a version of a collection, or that of one of its runs with all that belongs to the run."""

from typing import Any

from sqlmodel import Session, col, select

from app.db.models import Build, BuildStatus, Collection, CollectionRun, Revision
from app.errors import Conflict, Invalid
from app.payloads import versions
from app.runs.collections import service as runs

Columns = dict[str, Any]


def of_version(session: Session, collection: Collection, version: int | None) -> Columns:
    """A version alone, None for the present one; NotFound when there is none with that number."""
    wanted = collection.version if version is None else version
    return {"version": versions.get(session, collection, wanted).version}


def of_run(session: Session, collection: Collection, run_id: str) -> Columns:
    """The version that a run used, with its results, its artifact and the revision that it was made of; Conflict while
    the run goes on, since what is shared does not change any more."""
    run = runs.get(session, run_id)
    if run.collection_id != collection.id:
        raise Invalid("share_run", "That run is one of another collection. Share it from its own.")
    if not run.status.is_final:
        raise Conflict("collection_run_at_work", "That run has not ended. Wait for it, or cancel it first.")
    versions.get(session, collection, run.version)
    known = {"version": run.version, "run_id": run.id, "artifact_digest": run.artifact_digest}
    return known | _sources(session, run)


def _sources(session: Session, run: CollectionRun) -> Columns:
    if run.artifact_digest is not None:
        return _of_artifact(session, run.artifact_digest)
    query = select(Revision).where(Revision.project_id == run.project_id, Revision.number == run.revision)
    revision = session.exec(query).one_or_none()
    return {} if revision is None else _named(revision.id, run.project_name, revision.number)


def _of_artifact(session: Session, digest: str) -> Columns:
    """The newest build that gave an artifact; nothing for one that came from elsewhere."""
    query = select(Build).where(Build.artifact_digest == digest, Build.status == BuildStatus.SUCCEEDED)
    build = session.exec(query.order_by(col(Build.id).desc()).limit(1)).first()
    return {} if build is None else _named(build.revision_id, build.project_name, build.revision)


def _named(revision_id: str, project: str | None, number: int) -> Columns:
    return {"revision_id": revision_id, "project_name": project, "revision": number}
