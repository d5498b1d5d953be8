"""Making, finding and deleting projects."""

from collections.abc import Mapping

from sqlmodel import Session, col, delete, select

from app.db.models import Project, Revision, RevisionFile, SourceText
from app.errors import Conflict, NotFound
from app.operators import samples
from app.operators.files import check_path
from app.operators.kinds import ApiVersion, Kind
from app.operators.names import check_name, entry_path
from app.projects import drafts, revisions
from app.projects.files import Files
from app.projects.texts import encoded


def create(session: Session, name: str, kind: Kind, api_version: ApiVersion, source: str | None = None) -> Project:
    """A new project with its first revision: ``source`` as the entry file, or else the kind's template.

    Raises Invalid for a bad name or source, Conflict when the name is taken.
    """
    check_new_name(session, name)
    return create_from(session, name, kind, api_version, _first_files(name, kind, api_version, source))


def create_from(session: Session, name: str, kind: Kind, api_version: ApiVersion, files: Files) -> Project:
    """A new project whose first revision has these files. Errors as those of ``create``, and of its files."""
    check_new_name(session, name)
    project = Project(name=name, kind=kind, api_version=api_version)
    session.add(project)
    session.flush()
    revisions.store(session, project, files)
    return project


def check_new_name(session: Session, name: str) -> None:
    """Raises Invalid when no project may have this name, Conflict when one has it."""
    check_name(name)
    if _named(session, name) is not None:
        raise Conflict("project_exists", f"There is a project {name} already. Choose another name, or open that one.")


def get(session: Session, name: str) -> Project:
    """A project by its name; NotFound when there is none."""
    project = _named(session, name) if name.isascii() else None  # not all that is typed can be asked of a database
    if project is None:
        raise NotFound("project_unknown", f"There is no project {name}. It may have been deleted or renamed.")
    return project


def page(session: Session, after: str | None, limit: int) -> list[Project]:
    """Projects in the order of their names, after a name."""
    query = select(Project).order_by(col(Project.name)).limit(limit)
    return list(session.exec(query.where(Project.name > after) if after else query))


def delete_project(session: Session, project: Project) -> None:
    """Remove a project and its revisions. Builds and artifacts stay: they are records of their own."""
    digests = _digests_of(session, project)
    session.delete(project)
    session.flush()
    _drop_unused_contents(session, digests)


def change_file(session: Session, project: Project, path: str, data: bytes | None) -> Revision:
    """Write one file, or remove it (None), as a new revision on top of the newest."""
    return change_files(session, project, project.head, {path: data})


def change_files(session: Session, project: Project, base: int, changes: Mapping[str, bytes | None]) -> Revision:
    """Write and remove files as one revision on top of revision ``base``.

    Conflict when ``base`` is not the newest, or when the entry file would go; NotFound for removing what is not there.
    """
    entry = entry_path(project.name)
    if entry in changes and changes[entry] is None:
        raise Conflict("entry_file", f"{entry} is the operator itself and cannot be removed.")
    gone = [path for path, data in changes.items() if data is None]
    for path in gone:
        check_path(path)
        revisions.content(session, revisions.head(session, project), path)
    saved = revisions.save(session, project, base, changes)
    for path in gone:
        drafts.drop(session, project, path, why="removed")
    return saved


def _first_files(name: str, kind: Kind, api_version: ApiVersion, source: str | None) -> dict[str, bytes]:
    if source is None:
        return {path: text.encode() for path, text in samples.files(kind, api_version, name).items()}
    entry = entry_path(name)
    return {entry: encoded(entry, source)}


def _named(session: Session, name: str) -> Project | None:
    return session.exec(select(Project).where(Project.name == name)).one_or_none()


def _digests_of(session: Session, project: Project) -> set[str]:
    query = select(RevisionFile.digest).join(Revision, col(Revision.id) == RevisionFile.revision_id)
    return set(session.exec(query.where(Revision.project_id == project.id)))


def _drop_unused_contents(session: Session, digests: set[str]) -> None:
    in_use = select(RevisionFile.digest)
    unused = delete(SourceText).where(col(SourceText.digest).in_(digests), col(SourceText.digest).not_in(in_use))
    session.exec(unused)
