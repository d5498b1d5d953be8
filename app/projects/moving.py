"""Renaming, moving, copying and removing files and whole folders: each as one revision."""

from collections.abc import Mapping

from sqlmodel import Session

from app.db.models import Project, Revision
from app.errors import Conflict, Invalid
from app.operators.files import check_path
from app.operators.names import entry_path
from app.projects import drafts, revisions, service
from app.projects.files import Files
from app.projects.tree import meant


def move(session: Session, project: Project, path: str, to: str) -> Revision:
    """Give a file or a folder another path, unsaved text included. NotFound where there is none, Conflict where
    something has that path already, or for the entry file, Invalid for a path that no file can have."""
    files = revisions.contents(session, revisions.head(session, project))
    renamed = _renamed(files, path, to)
    changes: dict[str, bytes | None] = {**dict.fromkeys(renamed), **{new: files[old] for old, new in renamed.items()}}
    _check_free(files, renamed)
    if entry_path(project.name) in renamed:
        raise Conflict("entry_file", f"{path} is the operator itself: its name is the project's and stays.")
    for old, new in renamed.items():
        drafts.move(session, project, old, new)
    return service.change_files(session, project, project.head, changes)


def copy(session: Session, project: Project, path: str, to: str) -> Revision:
    """Make a second one of a file or a folder under another path. Errors as those of ``move``."""
    files = revisions.contents(session, revisions.head(session, project))
    renamed = _renamed(files, path, to)
    _check_free(files, renamed)
    return service.change_files(session, project, project.head, {new: files[old] for old, new in renamed.items()})


def remove(session: Session, project: Project, path: str) -> Revision:
    """Take a file or a whole folder out of the newest revision; older ones keep it."""
    listed = revisions.listing(session, revisions.head(session, project))
    gone = meant([file.path for file in listed], path)
    return service.change_files(session, project, project.head, dict.fromkeys(gone))


def _renamed(files: Files, path: str, to: str) -> dict[str, str]:
    """Old path -> new path of every file that is meant. A ``/`` at the end puts it into that folder."""
    found, start = meant(files, path), path.rstrip("/")
    target = f"{to}{start.rpartition('/')[2]}" if to.endswith("/") else to
    if target == start:
        raise Invalid("same_path", f"{start} has this path already. Type another one.")
    if target.startswith(f"{start}/"):
        raise Invalid("into_itself", f"{start} cannot go into itself. Choose another folder.")
    check_path(target)
    return {one: target + one[len(start) :] for one in found}


def _check_free(files: Mapping[str, bytes], renamed: Mapping[str, str]) -> None:
    taken = next((new for new in renamed.values() if new in files and new not in renamed), None)
    if taken is not None:
        raise Conflict("file_exists", f"There is a file {taken} already. Choose another name, or move that one first.")
