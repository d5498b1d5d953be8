"""A form of the project page as what the checks look at: the newest revision under the open file as it is typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session
from starlette.datastructures import FormData

from app.db.models import Project
from app.db.session import reading
from app.http.studio import Studio
from app.operators.checker import Subject
from app.operators.diagnostics import Diagnostic
from app.projects import drafts, revisions, service
from app.projects.subject import subject
from app.projects.texts import to_store, unix_lines
from app.web.project import forms


@dataclass(frozen=True)
class Asked:
    """What a form asks about. ``content`` is None where no text of the open file came with it; ``unsaved`` are the
    other files whose drafts count."""

    path: str
    content: str | None
    adapter: bool
    refused: bool
    unsaved: tuple[str, ...] = ()
    stamp: str = ""


@dataclass(frozen=True)
class Look:
    """A project at one moment, and what was found in it."""

    project: Project
    files: Mapping[str, bytes]
    found: list[Diagnostic]


def asked_by(form: FormData) -> Asked:
    """The fields path, content, adapter (0 for the plain toolchain), refused (1 after a build was refused), unsaved and
    stamp: the draft of the open file that its writer has seen."""
    content = unix_lines(forms.text(form, "content")) if "content" in form else None
    return Asked(
        path=forms.text(form, "path"),
        content=content,
        adapter=with_adapter(form),
        refused=forms.text(form, "refused") == "1",
        unsaved=tuple(forms.texts(form, "unsaved")),
        stamp=forms.text(form, "stamp"),
    )


def with_adapter(form: FormData) -> bool:
    """Whether the component gets the adapter; that is so unless the form says otherwise."""
    return forms.text(form, "adapter", "1") != "0"


def subject_of(session: Session, project: Project, asked: Asked) -> Subject:
    """What is checked or mended. Invalid for a path or a text that no project can hold."""
    return subject(session, project, typed_of(session, project, asked), adapter=asked.adapter)


def typed_of(session: Session, project: Project, asked: Asked) -> dict[str, str | None]:
    """What is laid over the newest revision: the drafts that count, and the open file where its text came along."""
    stored = revisions.contents(session, revisions.head(session, project))
    changes = drafts.changes_of(session, project, stored, asked.unsaved)
    if asked.content is not None:
        changes[asked.path] = to_store(asked.path, asked.content, stored.get(asked.path))
    return {path: content.decode() for path, content in changes.items()}


def look(studio: Studio, name: str, asked: Asked) -> Look:
    """Check a project. No unit of work is open while a child reads the sources."""
    with reading(studio.engine) as session:
        project = service.get(session, name)
        wanted = subject_of(session, project, asked)
    return Look(project, wanted.files, studio.checker.check(wanted))
