"""What a collection is tested over: a built component, or a project's folder in the preview lane."""

from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from app.artifacts import upload
from app.db.models import Collection, CollectionRun
from app.db.session import unit_of_work
from app.errors import Invalid, LimitExceeded
from app.offline.around import Around
from app.offline.folder import ProjectFolder
from app.offline.unusable import Unusable
from app.operators.names import entry_path
from app.projects import service as projects
from app.runs.collections import service

WHO = "offline"
_NAME = "component"  # its file may be called anything


@dataclass(frozen=True)
class Component:
    """A component's file."""

    path: Path


Over = Component | ProjectFolder


def asked(around: Around, collection_id: str, over: Over) -> str:
    """The id of a new run of all cases; Unusable, or a StudioError, where it cannot be."""
    with unit_of_work(around.engine) as session:
        collection = session.get_one(Collection, collection_id)
        if isinstance(over, Component):
            return _of_component(session, around, collection, over).id
        return _of_folder(session, around, collection, over).id


def _of_component(session: Session, around: Around, collection: Collection, over: Component) -> CollectionRun:
    content = _content(over.path, around.settings.component_max_bytes)
    try:
        artifact = upload.store(session, around.blobs, around.settings, _NAME, content)
    except (Invalid, LimitExceeded) as error:
        raise Unusable(f"{over.path}: {error.detail}") from error
    return service.of_artifact(session, collection, artifact, around.settings, WHO)


def _of_folder(session: Session, around: Around, collection: Collection, over: ProjectFolder) -> CollectionRun:
    entry = over.files[entry_path(over.name)].decode(errors="replace")
    project = projects.create(session, over.name, over.kind, over.api_version, entry)
    projects.change_files(session, project, project.head, dict(over.files))
    return service.of_sources(session, collection, project, None, around.settings, WHO, looks=around.looks)


def _content(path: Path, most_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from error
    if len(content) > most_bytes:
        detail = f"{path} has more than {most_bytes:,} bytes. Allow more with STUDIO_COMPONENT_MAX_BYTES."
        raise Unusable(detail)
    return content
