"""Many expectations changed as one version, without holding the write lock while they are worked out.

What changes is written bit by bit where no version shows it: as rows that end in the version in which they begin. At
the end they take the places of the present ones at once. A process that is killed in between leaves rows that no
version ever shows; the next start removes them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Engine
from sqlmodel import Session, col, delete, update

from app.db.models import CaseRow
from app.db.session import unit_of_work
from app.errors import Conflict
from app.payloads import collections, looking, rows, versions
from app.payloads.changing import different
from app.payloads.limits import MEBIBYTE
from app.payloads.stored import expect_columns
from app.payloads.unused import chunks

Json = dict[str, Any]

MOST_ROWS = 100  # of one transaction
_MOST_BYTES = MEBIBYTE


@dataclass
class Staging:
    """The work on one collection as it was in version ``base``."""

    engine: Engine
    collection_id: str
    base: int
    _waiting: dict[str, Json] = field(default_factory=dict)
    _bytes: int = 0
    _places: dict[str, str] = field(default_factory=dict)

    def expect(self, key: str, expect: Json | None) -> None:
        """Take what a case expects from now on, each case once; errors of ``expectation.parse``, and NotFound or
        Conflict where the collection has moved on."""
        columns = expect_columns(expect, "expect")
        self._waiting[key] = columns
        self._bytes += int(columns["expect_size"])
        if len(self._waiting) == MOST_ROWS or self._bytes >= _MOST_BYTES:
            self._store()

    def take_over(self) -> int:
        """Make the version, in one short transaction; answers how many cases really differ, and with none there is no
        version. Conflict where somebody else made one meanwhile."""
        self._store()
        if not self._places:
            return 0
        with unit_of_work(self.engine) as session:
            collection = collections.get(session, self.collection_id)
            versions.check_base(collection, self.base)
            _set_until(session, self._places.keys(), self.base + 1)
            if _set_until(session, self._places.values(), None) != len(self._places):
                raise Conflict("collection_moved_on", "The studio was started anew meanwhile. Try it again.")
            versions.made(session, collection, versions.counted(len(self._places), "changed"), cases=collection.cases)
        return len(self._places)

    def drop(self) -> None:
        """Remove what was written and not taken over."""
        with unit_of_work(self.engine) as session:
            for some in chunks(list(self._places.values())):
                session.exec(delete(CaseRow).where(col(CaseRow.id).in_(some), _is_staged()))

    def _store(self) -> None:
        if not self._waiting:
            return
        with unit_of_work(self.engine) as session:
            collection = collections.get(session, self.collection_id)
            versions.check_base(collection, self.base)
            present = looking.some(session, collection, list(self._waiting))
            changed = {row.id: found for row in present if (found := different(row, self._waiting[row.key]))}
            self._places |= rows.stage(session, self.base + 1, changed)
        self._waiting, self._bytes = {}, 0


@contextmanager
def staging(engine: Engine, collection_id: str, base: int) -> Iterator[Staging]:
    """Such work; whatever raises in the block, nothing of it stays."""
    work = Staging(engine, collection_id, base)
    try:
        yield work
    except BaseException:
        work.drop()
        raise


def drop_left(session: Session) -> int:
    """Remove what killed processes left; only for a start, when no other process works on this database."""
    return int(session.exec(delete(CaseRow).where(_is_staged())).rowcount)


def _is_staged() -> ColumnElement[bool]:
    return col(CaseRow.since) == col(CaseRow.until)


def _set_until(session: Session, ids: Iterable[str], until: int | None) -> int:
    count = 0
    for some in chunks(list(ids)):
        count += session.exec(update(CaseRow).where(col(CaseRow.id).in_(some)).values(until=until)).rowcount
    return count
