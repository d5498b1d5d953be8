"""Several files that come at once, and what becomes of those whose names are there already."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from app.db.models import Project
from app.errors import Conflict, Invalid
from app.operators.files import check_content, check_path
from app.projects import revisions, service
from app.projects.files import Files
from app.projects.tree import free_path


class Existing(StrEnum):
    """What becomes of a file whose name is there already: ``ask`` refuses all of them, and names those."""

    ASK = "ask"
    REPLACE = "replace"
    KEEP = "keep"
    SKIP = "skip"


@dataclass(frozen=True)
class Taken:
    """Where the files went: new paths, those with new content, those that got another name, those left out."""

    added: list[str]
    replaced: list[str]
    renamed: dict[str, str]
    skipped: list[str]


def put(session: Session, project: Project, given: Mapping[str, bytes], existing: Existing) -> Taken:
    """Store files as one revision. Conflict (``files_exist``, with their paths) where ``ask`` finds names that are
    there with other content; all errors of paths and sizes, before anything is stored."""
    if not given:
        raise Invalid("form_field", "No file was chosen. Choose one, or drop some onto the list of files.")
    for path, content in given.items():
        check_path(path)
        check_content(path, content)
    stored = revisions.contents(session, revisions.head(session, project))
    twice = [path for path in given if path in stored and stored[path] != given[path]]
    if twice and existing is Existing.ASK:
        raise _exist(twice)
    changes, taken = _placed(stored, given, twice, existing)
    if changes:
        service.change_files(session, project, project.head, changes)
    return taken


def _placed(stored: Files, given: Mapping[str, bytes], twice: list[str], existing: Existing) -> tuple[Files, Taken]:
    changes: Files = {}
    taken = Taken([], [], {}, [])
    for path, content in given.items():
        if path not in stored:
            taken.added.append(path)
            changes[path] = content
        elif path not in twice or existing is Existing.SKIP:
            taken.skipped.append(path)
        elif existing is Existing.KEEP:
            free = free_path([*stored, *given, *changes], path)
            taken.renamed[path] = free
            changes[free] = content
        else:
            taken.replaced.append(path)
            changes[path] = content
    return changes, taken


def _exist(paths: list[str]) -> Conflict:
    named = ", ".join(paths[:3]) + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")
    are = "is" if len(paths) == 1 else "are"
    return Conflict(
        "files_exist",
        f"{named} {are} in the project already, with other content. Replace what is there, keep both, or skip.",
        paths=paths,
    )
