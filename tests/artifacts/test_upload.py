from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.artifacts import service, upload
from app.db.models import Artifact
from app.db.session import unit_of_work
from app.errors import Invalid
from app.settings import Settings
from app.storage.blobs import Blobs
from tests.components.writing import MODULE, exports
from tests.components.writing import component as written
from tests.support.components import FILTER, MAP, component


def test_a_component_built_elsewhere_is_recognised_by_its_interface(
    session: Session, blobs: Blobs, settings: Settings
) -> None:
    content = component(FILTER)
    artifact = upload.store(session, blobs, settings, "theirs", content)

    assert (artifact.name, artifact.kinds, artifact.api_version) == ("theirs", ["filter"], "1.0.0")
    assert (artifact.origin, artifact.mode, artifact.toolchain) == ("uploaded", "unknown", {})
    assert blobs.get(artifact.digest) == content
    assert list(settings.work_dir.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"hello", MODULE, component()[:-20], b"PK\x03\x04" + bytes(99)])
def test_what_is_no_component_is_refused_with_a_reason(
    session: Session, blobs: Blobs, settings: Settings, content: bytes
) -> None:
    with pytest.raises(Invalid) as refused:
        upload.store(session, blobs, settings, "theirs", content)

    assert refused.value.code == "not_a_component"
    assert len(refused.value.detail) > 10


@pytest.mark.parametrize(
    "content",
    [
        written(),
        component("wasi:cli/run@0.2.0"),
        component(MAP, "wasm-graph:processor/filter@1.1.0"),
        component("wasm-graph:processor/map@9.9.9"),
        component(MAP, imports=("evil:host/shell@1.0.0",)),
        component(MAP, imports=("tinykube-graph:processor/logger@1.0.0",)),
        written(exports("wasm-graph:processor/mapper@1.1.0")),
    ],
    ids=["nothing", "a command", "two kinds", "unknown version", "foreign import", "mixed versions", "unknown kind"],
)
def test_a_component_that_is_no_operator_is_refused(
    session: Session, blobs: Blobs, settings: Settings, content: bytes
) -> None:
    with pytest.raises(Invalid) as refused:
        upload.store(session, blobs, settings, "theirs", content)

    assert refused.value.code == "not_an_operator"
    assert session.get(Artifact, blobs.put(content)) is None


def test_a_name_that_would_not_work_is_refused_before_anything_is_read(
    session: Session, blobs: Blobs, settings: Settings
) -> None:
    with pytest.raises(Invalid) as refused:
        upload.store(session, blobs, settings, '"; rm -rf', b"")

    assert refused.value.code == "invalid_name"


def test_a_deletion_at_the_same_moment_leaves_no_record_without_bytes(
    engine: Engine, blobs: Blobs, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, deleting = component(), list[bool]()
    with unit_of_work(engine) as session:
        digest = upload.store(session, blobs, settings, "theirs", content).digest
    keep = service.keep

    def delete() -> None:
        with unit_of_work(engine) as session:
            service.delete(session, service.get(session, digest))
        with unit_of_work(engine) as session:
            service.drop_bytes(session, blobs, digest)

    def keep_after_a_deletion(*args: Any, **known: Any) -> Artifact:
        if not deleting:
            deleting.append(True)
            delete()
        return keep(*args, **known)

    monkeypatch.setattr(service, "keep", keep_after_a_deletion)
    with unit_of_work(engine) as session:
        upload.store(session, blobs, settings, "theirs", content)
    assert blobs.get(digest) == content
