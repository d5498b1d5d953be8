"""Removing and reordering cases: whatever one call does is one version."""

from collections.abc import Sequence

from sqlmodel import Session, col, select, update

from app.db.models import CaseRow, Collection
from app.errors import Invalid, NotFound
from app.payloads import looking, rows, versions
from app.payloads.unused import chunks


def remove(session: Session, collection: Collection, keys: Sequence[str]) -> int:
    """Take cases out of the collection, as one version; earlier versions keep them. Answers how many; NotFound for a
    key that no case has."""
    gone = list(dict.fromkeys(keys))
    _refuse_unknown(session, collection, gone)
    if not gone:
        return 0
    for some in chunks(gone):
        here = versions.holds(collection.id, None), col(CaseRow.key).in_(some)
        session.exec(update(CaseRow).where(*here).values(until=versions.following(collection)))
    versions.made(session, collection, versions.counted(len(gone), "removed"), cases=collection.cases - len(gone))
    return len(gone)


def reorder(session: Session, collection: Collection, keys: Sequence[str]) -> int:
    """Put the named cases, in this order, on the places that they have together; all others stay where they are. It is
    one version, and none where nothing moves; answers how many do. NotFound for a key that no case has, Invalid for one
    named twice.
    """
    if len(set(keys)) < len(keys):
        raise Invalid("case_twice", "A case is named twice in this order. Name each once.")
    _refuse_unknown(session, collection, keys)
    places = _places(session, collection, keys)
    wanted = zip(keys, sorted(position for _, position in places.values()), strict=True)
    moves = {places[key][0]: {"position": position} for key, position in wanted if places[key][1] != position}
    if moves:
        rows.follow(session, versions.following(collection), moves)
        versions.made(session, collection, versions.counted(len(moves), "moved"), cases=collection.cases)
    return len(moves)


def _refuse_unknown(session: Session, collection: Collection, keys: Sequence[str]) -> None:
    missing = len(set(keys)) - len(looking.present(session, collection.id, keys))
    if missing:
        detail = f"{missing:,} of the cases named are not in the collection any more. List the cases again."
        raise NotFound("case_unknown", detail)


def _places(session: Session, collection: Collection, keys: Sequence[str]) -> dict[str, tuple[str, int]]:
    """The id and the position of each case's row, by its key."""
    places: dict[str, tuple[str, int]] = {}
    for some in chunks(keys):
        query = select(CaseRow.key, CaseRow.id, CaseRow.position).where(
            versions.holds(collection.id, None), col(CaseRow.key).in_(some)
        )
        places |= {key: (row_id, position) for key, row_id, position in session.exec(query)}
    return places
