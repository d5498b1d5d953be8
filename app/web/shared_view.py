"""What the pages of a share are made of."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.db.models import CaseResult, CaseRow, CollectionRun, Share
from app.operators.names import entry_path
from app.payloads import cases
from app.sharing import shown
from app.storage.blobs import Blobs

Json = dict[str, Any]

MOST_CHARACTERS = 20_000
MOST_READ_BYTES = 1 << 20  # of a case's inputs; of longer ones the beginning is in its summary


@dataclass(frozen=True)
class ShareView:
    """One part of the cases. ``run`` is None where only a collection is shared, or where its run was deleted;
    ``next`` is what ``after`` is for the part that follows."""

    rows: Sequence[CaseRow]
    results: Mapping[str, CaseResult]
    count: int
    next: int | None
    run: CollectionRun | None
    has_sources: bool
    settings: str


@dataclass(frozen=True)
class CaseView:
    """One case with its texts; ``inputs`` is None where they are too long to be shown."""

    row: CaseRow
    inputs: str | None
    expect: str | None
    result: CaseResult | None


def share_view(session: Session, share: Share, after: int | None, limit: int) -> ShareView:
    """The part behind a position."""
    rows = shown.listed(session, share, after, limit + 1)
    part = rows[:limit]
    return ShareView(
        rows=part,
        results=shown.results(session, share, [row.key for row in part]),
        count=shown.count(session, share),
        next=part[-1].position if len(rows) > limit else None,
        run=shown.run(session, share),
        has_sources=bool(shown.sources(session, share)),
        settings=_text(shown.settings(session, share)),
    )


def case_view(session: Session, blobs: Blobs, share: Share, key: str) -> CaseView:
    """One case of the share; NotFound when it has none with this key."""
    row = shown.one_case(session, share, key)
    return CaseView(
        row=row,
        inputs=_text(cases.read(blobs, row).messages) if row.size <= MOST_READ_BYTES else None,
        expect=_text(row.expect) if row.expect else None,
        result=shown.result(session, share, key),
    )


def first_file(files: Mapping[str, bytes], share: Share) -> str:
    """The file that is open at first: the operator itself where it is there."""
    entry = entry_path(share.project_name) if share.project_name else ""
    return entry if entry in files else next(iter(files), "")


def _text(value: Any) -> str:
    """JSON to be read, its beginning where it is long."""
    return json.dumps(value, indent=2, ensure_ascii=False)[:MOST_CHARACTERS]
