"""What a share shows: only what it pins, wherever the rest of the studio has moved on to."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from app.db.models import CaseResult, CaseRow, Collection, CollectionRun, Revision, Share
from app.errors import NotFound
from app.payloads import cases, versions
from app.projects import revisions
from app.projects.files import Files, with_changes

Json = dict[str, Any]


def listed(session: Session, share: Share, after: int | None, limit: int) -> list[CaseRow]:
    """Cases of the pinned version in their order, behind a position."""
    return cases.page(session, _collection(session, share), share.version, after, limit)


def one_case(session: Session, share: Share, key: str) -> CaseRow:
    """A case of the pinned version; NotFound when it has none with this key."""
    return cases.one(session, _collection(session, share), key, share.version)


def count(session: Session, share: Share) -> int:
    """How many cases the pinned version has."""
    return cases.count(session, _collection(session, share), share.version)


def settings(session: Session, share: Share) -> Json:
    """The settings of the pinned version."""
    return versions.settings_of(session, share.collection_id, share.version)


def run(session: Session, share: Share) -> CollectionRun | None:
    """The pinned run; None where there is none, or where it was deleted."""
    return session.get(CollectionRun, share.run_id) if share.run_id else None


def results(session: Session, share: Share, keys: Sequence[str]) -> dict[str, CaseResult]:
    """The results that the pinned run has of these cases, by their keys, without the reports."""
    query = select(CaseResult).options(defer(CaseResult.report))  # type: ignore[arg-type]  # SQLModel types a column as its value
    found = session.exec(query.where(CaseResult.run_id == share.run_id, col(CaseResult.key).in_(keys)))
    return {row.key: row for row in found}


def result(session: Session, share: Share, key: str) -> CaseResult | None:
    """The result that the pinned run has of one case, with its report."""
    return session.get(CaseResult, (share.run_id, key)) if share.run_id else None


def sources(session: Session, share: Share) -> Files:
    """The files that the pinned run was over: its revision with what was laid over it. Empty where none are pinned, or
    where their project was deleted."""
    revision = session.get(Revision, share.revision_id) if share.revision_id else None
    if revision is None:
        return {}
    typed = _typed(run(session, share))
    changes = {path: None if text is None else text.encode() for path, text in typed.items()}
    return dict(sorted(with_changes(revisions.contents(session, revision), changes).items()))


def source(files: Files, path: str) -> bytes:
    """One of these files; NotFound when it is not among them."""
    if path not in files:
        raise NotFound("file_unknown", "This share has no file with that path.")
    return files[path]


def _typed(pinned: CollectionRun | None) -> dict[str, str | None]:
    asked = (pinned.request.get("sources") or {}) if pinned else {}
    return asked.get("files") or {}


def _collection(session: Session, share: Share) -> Collection:
    """Its present state is never shown: only what it is called, by its id, and its cases of the pinned version."""
    return session.get_one(Collection, share.collection_id)
