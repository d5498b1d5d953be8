from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from app.artifacts import references, service
from app.db.models import BuildStatus, Run
from app.errors import Conflict, Invalid, NotFound
from app.kit.digests import digest_of
from app.storage.blobs import Blobs
from tests.support.components import component
from tests.support.studio import a_build, an_artifact

UNKNOWN = digest_of(b"unknown")


def a_run(session: Session, digest: str) -> Run:
    run = Run(
        lane="artifact", artifact_digest=digest, kind="map", api_version="1.1.0", request={}, requested_by="owner"
    )
    session.add(run)
    session.flush()
    return run


def test_an_artifact_knows_what_was_read_off_its_bytes(session: Session, blobs: Blobs) -> None:
    artifact = an_artifact(session, blobs)

    assert (artifact.digest, artifact.size) == (digest_of(component()), len(component()))
    assert (artifact.kinds, artifact.api_version) == (["map"], "1.1.0")
    assert artifact.report["exports"] == ["wasm-graph:processor/map@1.1.0"]
    assert service.file_name(artifact) == f"cooler-{artifact.digest[7:19]}.wasm"


def test_what_is_recorded_stays_as_it_is(session: Session, blobs: Blobs) -> None:
    first = an_artifact(session, blobs, name="first")
    again = an_artifact(session, blobs, name="second")

    assert (again.digest, again.name, again.created_at) == (first.digest, "first", first.created_at)


@pytest.mark.parametrize("digest", ["", "sha256:12", "../../etc/passwd", UNKNOWN.upper(), UNKNOWN + "\n"])
def test_a_malformed_digest_is_refused(session: Session, digest: str) -> None:
    with pytest.raises(Invalid) as refused:
        service.get(session, digest)

    assert refused.value.code == "digest_malformed"


def test_an_unknown_digest_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound) as missing:
        service.get(session, UNKNOWN)

    assert missing.value.code == "artifact_unknown"


def test_pages_are_newest_first_and_complete_even_where_moments_are_equal(session: Session, blobs: Blobs) -> None:
    made = [an_artifact(session, blobs, component(seed=bytes([number]))) for number in range(1, 6)]
    for number, artifact in enumerate(made):
        artifact.created_at = datetime(2026, 1, 1 + number // 3, tzinfo=UTC)
    session.flush()

    seen: list[str] = []
    while page := service.page(session, seen[-1] if seen else None, 2):
        seen += [artifact.digest for artifact in page]
    assert seen == sorted(seen, key=lambda digest: (service.get(session, digest).created_at, digest), reverse=True)
    assert len(seen) == 5


def test_an_artifact_that_nothing_refers_to_can_go(session: Session, blobs: Blobs) -> None:
    artifact = an_artifact(session, blobs)
    a_build(session, artifact_digest=artifact.digest, status=BuildStatus.SUCCEEDED)

    assert references.to_artifact(session, artifact.digest) == []
    service.delete(session, artifact)
    session.commit()
    service.drop_bytes(session, blobs, artifact.digest)
    with pytest.raises(NotFound):
        blobs.get(artifact.digest)


def test_bytes_that_were_recorded_again_meanwhile_stay(session: Session, blobs: Blobs) -> None:
    artifact = an_artifact(session, blobs)
    service.delete(session, artifact)
    again = an_artifact(session, blobs)
    service.drop_bytes(session, blobs, again.digest)

    assert blobs.get(again.digest) == component()


def test_stored_results_and_builds_at_work_keep_an_artifact(session: Session, blobs: Blobs) -> None:
    artifact = an_artifact(session, blobs)
    a_run(session, artifact.digest)
    assert references.to_artifact(session, artifact.digest) == ["1 stored result refers to it"]
    a_run(session, artifact.digest)
    a_build(session, artifact_digest=artifact.digest, status=BuildStatus.RUNNING)

    with pytest.raises(Conflict) as refused:
        service.delete(session, artifact)
    assert refused.value.code == "artifact_in_use"
    assert refused.value.context["references"] == [
        "2 stored results refer to it",
        "a build of it is still at work",
    ]
