"""Kinds, projects, files and revisions."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.api.schemas.common import Strict
from app.operators.kinds import DEFAULT_API_VERSION, ApiVersion, Kind


class TemplateOut(BaseModel):
    """A ready-made start for one kind and API version."""

    name: str
    files: list[str]


class KindOut(BaseModel):
    """An operator kind in one API version."""

    kind: Kind
    api_version: ApiVersion
    entry_class: str
    meaning: str
    process: str
    world: str
    export: str
    templates: list[TemplateOut]


class NewProject(Strict):
    """What a project starts from; without ``source`` from the kind's template."""

    name: str
    kind: Kind
    api_version: ApiVersion = DEFAULT_API_VERSION
    template: str | None = None
    source: str | None = None


class FileOut(BaseModel):
    """A file of the newest revision."""

    path: str
    size: int
    etag: str


class ProjectOut(BaseModel):
    """A project in a list."""

    name: str
    kind: Kind
    api_version: ApiVersion
    revision: int
    created: datetime
    updated: datetime


class ProjectDetails(ProjectOut):
    """A project by itself."""

    entry: str
    files: list[FileOut]
    note: str | None


class SavedOut(BaseModel):
    """What a change of one file led to."""

    path: str
    revision: int
    etag: str | None


class RevisionOut(BaseModel):
    """One entry of a project's history; ``label`` is a name that somebody gave it, or empty."""

    revision: int
    label: str
    digest: str
    created: datetime


class RevisionDetails(RevisionOut):
    """A revision with its files."""

    files: list[FileOut]


class NewRevision(Strict):
    """Several changes as one revision: text by path, null removes the file."""

    base: int = Field(ge=0)
    files: dict[str, str | None]


class RevisionName(Strict):
    """A name for a revision, empty to take it away."""

    label: str


class ImportedProjects(BaseModel):
    """What an import made, and what it left out, in words."""

    projects: list[ProjectDetails]
    left_out: list[str]
