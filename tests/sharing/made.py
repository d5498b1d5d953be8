"""What the tests of shares need: a collection with a finished run over an artifact that a project's build gave."""

from typing import Any, NamedTuple

from sqlmodel import Session

from app.db.models import Artifact, BuildStatus, CaseResult, Collection, CollectionRun, Project, RunStatus
from app.db.session import unit_of_work
from app.http.studio import Studio
from app.payloads import cases, collections
from app.payloads.cases import NewCase
from app.payloads.limits import Limits
from app.projects import revisions
from app.sharing import service
from app.sharing.service import Terms
from app.storage.blobs import Blobs
from tests.support.studio import a_build, a_project, an_artifact

SOURCE = "secret_of_revision_one = 1\n"
REPORT: dict[str, Any] = {
    "status": "completed",
    "error": None,
    "notes": [],
    "init": None,
    "results": [
        {
            "outcome": "output",
            "duration_us": 1500,
            "output": {"variant": "message", "payload": "<b>answer</b>", "payload_encoding": "text"},
            "logs": [{"level": "info", "context": "ctx", "message": "<script>alert(1)</script>"}],
        }
    ],
    "state": [],
    "memory_bytes": 1,
    "timings": {},
    "truncated": False,
}


class Things(NamedTuple):
    """Ids of what was made."""

    collection: str
    run: str
    project: str
    digest: str
    keys: list[str]


def things(session: Session, blobs: Blobs, content: bytes | None = None, messages: Any = None) -> Things:
    """Two cases, one of which failed over the artifact of revision 1 of the project cooler."""
    project = a_project(session, source=SOURCE)
    artifact = an_artifact(session, blobs, content)
    head = revisions.head(session, project)
    known = {"project_id": project.id, "revision_id": head.id, "artifact_digest": artifact.digest}
    a_build(session, status=BuildStatus.SUCCEEDED, **known)
    collection = a_collection(session, blobs, "Warm days", messages)
    run = a_run(session, collection, artifact)
    keys = [row.key for row in cases.page(session, collection)]
    for position, (key, verdict) in enumerate(zip(keys, ("passed", "failed"), strict=True), start=1):
        session.add(_result(run, key, position, verdict))
    session.flush()
    return Things(collection.id, run.id, project.name, artifact.digest, keys)


def a_collection(session: Session, blobs: Blobs, name: str, messages: Any = None) -> Collection:
    """Two cases."""
    collection = collections.create(session, name, "What a summer gives", {"configuration": {"unit": "C"}})
    given = messages or [{"topic": "t", "payload": '{"temperature": 21}'}]
    new = [NewCase("first", given, {"outcome": "output"}), NewCase("<second>", [{"payload": "later"}], None)]
    cases.add(session, blobs, collection, new, limits=Limits(cases=100, case_bytes=1 << 22))
    return collection


def a_run(session: Session, collection: Collection, artifact: Artifact | None, **values: Any) -> CollectionRun:
    """A finished one."""
    usual: dict[str, Any] = {
        "collection_id": collection.id,
        "version": collection.version,
        "lane": "artifact" if artifact else "preview",
        "artifact_digest": artifact.digest if artifact else None,
        "kind": "map",
        "api_version": "1.1.0",
        "request": {"sources": None, "keys": None},
        "status": RunStatus.COMPLETED,
        "counts": {"passed": 1, "failed": 1, "unchecked": 0, "broken": 0},
        "total": 2,
        "requested_by": "owner",
    }
    run = CollectionRun(**(usual | values))
    session.add(run)
    session.flush()
    return run


def a_preview_run(session: Session, collection: Collection, project: Project, typed: dict[str, Any]) -> CollectionRun:
    """A finished one over sources as they were typed."""
    over = {"project_id": project.id, "project_name": project.name, "revision": project.head}
    return a_run(session, collection, None, request={"sources": {"files": typed}, "keys": None}, **over)


def shared(studio: Studio, terms: Terms | None = None, **pinned: Any) -> tuple[Things, str, str]:
    """Things with a share of their run, or as ``pinned`` says: these, the share's id and its token."""
    with unit_of_work(studio.engine) as session:
        made = things(session, studio.blobs)
        collection = collections.get(session, made.collection)
        share = service.make(session, collection, "owner", terms or Terms(), **(pinned or {"run_id": made.run}))
        return made, share.share.id, share.token


def _result(run: CollectionRun, key: str, position: int, verdict: str) -> CaseResult:
    differences = [{"path": "payload", "expected": "<i>", "actual": 2, "note": None}] if verdict == "failed" else []
    return CaseResult(
        run_id=run.id,
        key=key,
        position=position,
        name=f"case {position}",
        verdict=verdict,
        outcome="output",
        duration_us=1500,
        differences=differences,
        report=REPORT,
    )
