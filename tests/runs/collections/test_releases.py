"""The last release of a project."""

import pytest
from sqlmodel import Session

from app.errors import Conflict
from app.runs.collections.releases import last_release, released
from app.storage.blobs import Blobs
from tests.support.components import component
from tests.support.studio import a_build, a_project, an_artifact


def test_it_is_what_the_newest_release_build_gave(session: Session, blobs: Blobs) -> None:
    project, other = a_project(session), a_project(session, "other")
    first, second = (an_artifact(session, blobs, component(seed=seed)) for seed in (b"1", b"2"))
    debug = an_artifact(session, blobs, component(seed=b"3"))
    done = {"project_id": project.id, "status": "succeeded"}
    a_build(session, **done, artifact_digest=first.digest)
    a_build(session, **done, artifact_digest=second.digest)
    a_build(session, **done, artifact_digest=debug.digest, mode="debug")
    a_build(session, project_id=project.id, status="failed")

    assert last_release(session, project).digest == second.digest
    session.delete(second)
    session.flush()
    assert last_release(session, project).digest == first.digest
    assert released(session, 10) == ["cooler"]
    with pytest.raises(Conflict, match="other has no release to run"):
        last_release(session, other)
