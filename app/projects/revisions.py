"""Reading and making revisions. A revision never changes; saving what is already there makes none."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from app.db.models import Project, Revision, RevisionFile, SourceText
from app.errors import Conflict, Invalid, NotFound
from app.kit.clock import utc_now
from app.kit.digests import digest_of
from app.operators.files import check_files
from app.operators.names import entry_path
from app.projects.files import Files, tree_digest, with_changes

LONGEST_LABEL = 100


def head(session: Session, project: Project) -> Revision:
    """The newest revision of a project."""
    return numbered(session, project, project.head)


def numbered(session: Session, project: Project, number: int) -> Revision:
    """A revision by its number; NotFound when there is none."""
    query = select(Revision).where(Revision.project_id == project.id, Revision.number == number)
    revision = session.exec(query).one_or_none()
    if revision is None:
        raise NotFound("revision_unknown", f"{project.name} has no revision {number}; the newest is {project.head}.")
    return revision


def history(session: Session, project: Project, before: int | None, limit: int) -> list[Revision]:
    """Revisions, newest first; ``before`` continues below a number."""
    query = select(Revision).where(Revision.project_id == project.id)
    if before is not None:
        query = query.where(Revision.number < before)
    return list(session.exec(query.order_by(col(Revision.number).desc()).limit(limit)))


def listing(session: Session, revision: Revision) -> list[RevisionFile]:
    """The files of a revision in the order of their paths, without their bytes."""
    query = select(RevisionFile).where(RevisionFile.revision_id == revision.id)
    return list(session.exec(query.order_by(col(RevisionFile.path))))


def contents(session: Session, revision: Revision) -> Files:
    """All files of a revision with their bytes."""
    query = (
        select(RevisionFile.path, SourceText.content)
        .join(SourceText, col(SourceText.digest) == RevisionFile.digest)
        .where(RevisionFile.revision_id == revision.id)
    )
    return dict(sorted((path, content) for path, content in session.exec(query)))


def content(session: Session, revision: Revision, path: str) -> bytes:
    """One file's bytes; NotFound when the revision has no such file."""
    query = (
        select(SourceText.content)
        .join(RevisionFile, col(RevisionFile.digest) == SourceText.digest)
        .where(RevisionFile.revision_id == revision.id, RevisionFile.path == path)
    )
    found = session.exec(query).one_or_none()
    if found is None:
        raise NotFound("file_unknown", f"Revision {revision.number} has no file {path}.")
    return found


def save(session: Session, project: Project, base: int, changes: Mapping[str, bytes | None]) -> Revision:
    """Write and remove files (None) on top of revision ``base``.

    Answers the new revision, or the newest one when nothing differs. Raises Conflict when ``base`` is not the
    newest revision, Invalid or LimitExceeded when the resulting set of files is not acceptable.
    """
    if base != project.head:
        raise Conflict(
            "revision_moved_on",
            f"Somebody saved revision {project.head} while you worked on revision {base}. "
            "Look at both, then save on top of the newest.",
            head=project.head,
        )
    present = contents(session, head(session, project)) if project.head else {}
    return store(session, project, with_changes(present, changes))


def store(session: Session, project: Project, files: Files) -> Revision:
    """Make these files the newest revision, unless they already are."""
    check_files(files)
    _check_entry(project, files)
    digests = {path: digest_of(data) for path, data in files.items()}
    tree = tree_digest(digests)
    if project.head and head(session, project).digest == tree:
        return head(session, project)
    project.head += 1
    project.updated_at = utc_now()
    revision = Revision(project_id=project.id, number=project.head, digest=tree)
    session.add_all([project, revision])
    _keep_contents(session, {digests[path]: data for path, data in files.items()})
    for path, data in files.items():
        session.add(RevisionFile(revision_id=revision.id, path=path, digest=digests[path], size=len(data)))
    session.flush()
    return revision


def name(session: Session, revision: Revision, label: str) -> None:
    """Give a revision a name for people, or none; Invalid where it is too long or cannot be read."""
    label = " ".join(label.split())
    if len(label) > LONGEST_LABEL or not label.isprintable():
        raise Invalid(
            "invalid_label", f"A revision's name has at most {LONGEST_LABEL} characters that can be read. Shorten it."
        )
    revision.label = label
    session.add(revision)
    session.flush()


def _check_entry(project: Project, files: Files) -> None:
    entry = entry_path(project.name)
    if not files.get(entry, b"").strip():
        raise Invalid(
            "entry_file_empty",
            f"{entry} is empty. It must hold the operator's class; write it there.",
            path=entry,
        )


def _keep_contents(session: Session, by_digest: Mapping[str, bytes]) -> None:
    known = set(session.exec(select(SourceText.digest).where(col(SourceText.digest).in_(by_digest))))
    session.add_all(SourceText(digest=d, content=data) for d, data in by_digest.items() if d not in known)
    session.flush()
