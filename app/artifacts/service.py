"""Keeping, finding and deleting artifacts: components by digest, with what is known about them."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from app.artifacts import references
from app.components.reader import ComponentReport
from app.db.models import Artifact
from app.errors import Conflict, Invalid, NotFound
from app.kit.digests import is_digest, short_digest
from app.operators.worlds import World
from app.storage.blobs import Blobs


def keep(
    session: Session,
    digest: str,
    name: str,
    world: World,
    report: ComponentReport,
    *,
    mode: str,
    adapter: bool = False,
    toolchain: dict[str, Any],
    origin: str,
    plain_size: int | None = None,
    slimming: dict[str, Any] | None = None,
) -> Artifact:
    """Record a component whose bytes are stored; what is recorded already stays as it is.

    ``plain_size`` and ``slimming`` are for one that was slimmed, see docs/api.md.
    """
    known = session.get(Artifact, digest)
    if known is not None:
        return known
    artifact = Artifact(
        digest=digest,
        name=name,
        size=report.size,
        plain_size=plain_size,
        kinds=[world.kind],
        api_version=world.api_version,
        mode=mode,
        adapter=adapter,
        toolchain=toolchain,
        report=report.as_json(),
        slimming=slimming,
        origin=origin,
    )
    session.add(artifact)
    session.flush()
    return artifact


def get(session: Session, digest: str) -> Artifact:
    """An artifact by its digest; Invalid when that is no digest, NotFound when there is no such artifact."""
    if not is_digest(digest):
        raise Invalid("digest_malformed", "A digest is sha256: followed by 64 hexadecimal digits.")
    artifact = session.get(Artifact, digest)
    if artifact is None:
        raise NotFound("artifact_unknown", "There is no artifact with this digest. It may have been deleted.")
    return artifact


def page(session: Session, after: str | None, limit: int) -> Sequence[Artifact]:
    """Artifacts, newest first; ``after`` is the digest of the last one seen."""
    query = select(Artifact).order_by(col(Artifact.created_at).desc(), col(Artifact.digest).desc())
    if after:
        last = get(session, after)
        older = col(Artifact.created_at) < last.created_at
        same = (col(Artifact.created_at) == last.created_at) & (col(Artifact.digest) < last.digest)
        query = query.where(older | same)
    return session.exec(query.limit(limit)).all()


def beginning_with(session: Session, start: str, limit: int) -> Sequence[Artifact]:
    """Artifacts whose digest begins so, in the order of their digests."""
    query = select(Artifact).where(col(Artifact.digest).startswith(start, autoescape=True))
    return session.exec(query.order_by(col(Artifact.digest)).limit(limit)).all()


def delete(session: Session, artifact: Artifact) -> None:
    """Remove the record; Conflict while something refers to it. The caller drops the bytes after the commit."""
    reasons = references.to_artifact(session, artifact.digest)
    if reasons:
        raise Conflict(
            "artifact_in_use",
            f"This artifact cannot be deleted: {' and '.join(reasons)}. Delete those first.",
            references=reasons,
        )
    session.delete(artifact)
    session.flush()


def drop_bytes(session: Session, blobs: Blobs, digest: str) -> None:
    """Drop a deleted artifact's bytes, unless the same component was recorded again in the meantime."""
    if session.get(Artifact, digest) is None:
        blobs.delete(digest)


def file_name(artifact: Artifact) -> str:
    """What a download is called: the operator's name and the short digest."""
    return f"{artifact.name}-{short_digest(artifact.digest)}.wasm"
