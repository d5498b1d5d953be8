"""Rows that many tests need."""

from typing import Any

from sqlmodel import Session

from app.artifacts import service as artifacts
from app.components.reader import inspect
from app.db.models import Artifact, Build, Project
from app.operators.kinds import ApiVersion, Kind
from app.operators.worlds import world
from app.projects import service as projects
from app.storage.blobs import Blobs
from tests.support.components import component


def a_project(session: Session, name: str = "cooler", source: str = "x = 1\n") -> Project:
    """A map project with one file."""
    return projects.create(session, name, Kind.MAP, ApiVersion.V1_1_0, source)


def an_artifact(session: Session, blobs: Blobs, content: bytes | None = None, name: str = "cooler") -> Artifact:
    """A stored component, recorded as built here."""
    content = content or component()
    target = world(Kind.MAP, ApiVersion.V1_1_0)
    known: dict[str, Any] = {"mode": "release", "toolchain": {"componentize-py": "0.14.0"}, "origin": "built"}
    return artifacts.keep(session, blobs.put(content), name, target, inspect(content), **known)


def a_build(session: Session, **values: Any) -> Build:
    """A build's row, with these columns as wanted."""
    usual: dict[str, Any] = {
        "project_id": "0" * 26,
        "project_name": "cooler",
        "kind": "map",
        "api_version": "1.1.0",
        "revision_id": "0" * 26,
        "revision": 1,
        "mode": "release",
        "adapter": True,
        "key": "sha256:" + "0" * 64,
        "requested_by": "owner",
    }
    build = Build(**(usual | values))
    session.add(build)
    session.flush()
    return build
