"""A share of another studio made one's own: a collection, and the sources as a project."""

from dataclasses import dataclass

from sqlmodel import Session

from app.db.models import Collection, Project
from app.errors import Conflict, Invalid
from app.operators.names import entry_path
from app.payloads import collections
from app.payloads.importing import Imported, SettingsWay, store
from app.payloads.limits import Limits
from app.payloads.names import MOST_COLLECTION_NAME
from app.payloads.reading.reader import Read, Sources
from app.projects import revisions
from app.projects import service as projects
from app.storage.blobs import Blobs

_MOST_TRIES = 100


@dataclass(frozen=True)
class Wanted:
    """What to make of it: the names, empty for those that came along, and whether sources become a project."""

    name: str = ""
    project: str = ""
    with_project: bool = True


@dataclass(frozen=True)
class Copied:
    """What was made; no project where no sources came along, or where none was wanted."""

    collection: Collection
    project: Project | None
    imported: Imported


def copied(session: Session, blobs: Blobs, read: Read, limits: Limits, wanted: Wanted) -> Copied:
    """Make all of it or nothing. Invalid for what is no copy of a share or cannot be read, and errors of the services
    for names that cannot be. A name that came along and is taken gets a number behind it."""
    if read.name is None and not read.problems:
        raise Invalid("share_copy", "This is no copy of a share or export of a collection: it has no collection.json.")
    collection = _collection(session, read, wanted.name.strip())
    way = SettingsWay.REPLACE
    imported = store(session, blobs, collection, read, limits, way, tells_of_sources=not wanted.with_project)
    project = _project(session, read.project, wanted.project.strip()) if read.project and wanted.with_project else None
    return Copied(collection, project, imported)


def _collection(session: Session, read: Read, name: str) -> Collection:
    if name:
        return collections.create(session, name)
    base = (read.name or "").strip()[: MOST_COLLECTION_NAME - 6] or "Copied collection"
    for number in range(1, _MOST_TRIES):
        try:
            return collections.create(session, base if number == 1 else f"{base} ({number})")
        except Conflict:
            continue
    raise Conflict("collection_exists", f"There are many collections called {base}. Give this one another name.")


def _project(session: Session, sources: Sources, name: str) -> Project:
    """With all files as they came; the file of the operator is named after the project."""
    files = dict(sources.files)
    own = entry_path(sources.name)
    if own not in files:
        raise Invalid(
            "share_copy", f"The sources lack {own[:80]}, the file of the operator. Copy the collection alone."
        )
    chosen = name or _free(session, sources.name)
    source = files.pop(own)
    try:
        text = source.decode()
    except UnicodeDecodeError as error:
        raise Invalid("share_copy", f"{own[:80]} is not UTF-8. Copy the collection alone.") from error
    project = projects.create(session, chosen, sources.kind, sources.api_version, text)
    if files:
        revisions.save(session, project, project.head, files)
    return project


def _free(session: Session, name: str) -> str:
    for number in range(1, _MOST_TRIES):
        wanted = name if number == 1 else f"{name}-{number}"
        try:
            projects.check_new_name(session, wanted)
        except Conflict:
            continue
        return wanted
    raise Conflict("project_exists", f"There are many projects called {name[:64]}. Give this one another name.")
