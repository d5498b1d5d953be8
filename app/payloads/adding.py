"""Adding cases to a collection: any number as one version, and a few of them in memory at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, func, insert
from sqlmodel import Session, SQLModel, col, select

from app.db.models import Collection
from app.db.models.collections import CaseRow
from app.errors import LimitExceeded
from app.kit.ids import new_id
from app.payloads import names, versions
from app.payloads.limits import MEBIBYTE, Limits
from app.payloads.names import CaseNames
from app.payloads.stored import NewCase, expect_columns, messages_columns
from app.payloads.unused import drop_unused
from app.storage.blobs import Blobs

Json = dict[str, Any]

_ROWS: Table = SQLModel.metadata.tables["case_row"]
_MOST_ROWS, _MOST_BYTES = 500, 4 * MEBIBYTE  # that wait to be stored


@dataclass(frozen=True)
class Added:
    """How many cases came in, under which keys, in order; ``duplicates`` has the name of each whose inputs are equal to
    those of another case, and the other one's name."""

    count: int
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def add(session: Session, blobs: Blobs, collection: Collection, cases: Iterable[NewCase], *, limits: Limits) -> Added:
    """Store cases behind those that there are, as one version; none, when ``cases`` is empty.

    A name that is taken gets a number. Errors name the first case that cannot be; then nothing stays, and the whole
    unit of work is taken back.
    """
    adding = _Adding(session, blobs, collection, limits)
    try:
        for case in cases:
            adding.take(case)
        return adding.end()
    except BaseException:
        session.rollback()
        drop_unused(session, blobs, adding.put)
        raise


class _Adding:
    """One call's work; ``put`` are the digests of the blobs that it stored."""

    def __init__(self, session: Session, blobs: Blobs, collection: Collection, limits: Limits) -> None:
        self._session, self._blobs, self._collection, self._limits = session, blobs, collection, limits
        self.put: set[str] = set()
        here = versions.holds(collection.id, None)
        known = session.exec(select(CaseRow.name, CaseRow.digest).where(here).order_by(col(CaseRow.position))).all()
        self._names = CaseNames(name for name, _ in known)
        self._equal: dict[str, str] = {digest: name for name, digest in reversed(known)}
        self._last = session.exec(select(func.max(CaseRow.position)).where(here)).one() or 0
        self._before = len(known)
        self._keys: list[str] = []
        self._duplicates: list[tuple[str, str]] = []
        self._waiting: list[Json] = []
        self._waiting_bytes = 0

    def take(self, case: NewCase) -> None:
        """Check one case and store it soon."""
        index = len(self._keys)
        if self._before + index >= self._limits.cases:
            detail = f"A collection holds at most {self._limits.cases:,} cases. Put some into another collection."
            raise LimitExceeded("too_many_cases", detail, limit=self._limits.cases)
        name = names.case_name(case.name, f"cases[{index}].name")
        columns, blob = messages_columns(case.messages, self._limits, f"cases[{index}].messages")
        columns |= expect_columns(case.expect, f"cases[{index}].expect")
        if blob is not None:
            self.put.add(columns["digest"])
            self._blobs.put(blob)
        self._wait(self._names.free(name), columns)

    def end(self) -> Added:
        """Store the rest, and make the version."""
        self._store()
        count = len(self._keys)
        if count:
            change = versions.counted(count, "added")
            versions.made(self._session, self._collection, change, cases=self._before + count)
        return Added(count, self._duplicates, self._keys)

    def _wait(self, name: str, columns: Json) -> None:
        equal = self._equal.setdefault(columns["digest"], name)
        if equal != name:
            self._duplicates.append((name, equal))
        key = new_id()
        self._keys.append(key)
        self._waiting.append(
            columns
            | {
                "id": new_id(),
                "collection_id": self._collection.id,
                "key": key,
                "position": self._last + len(self._keys),
                "since": versions.following(self._collection),
                "until": None,
                "name": name,
            }
        )
        self._waiting_bytes += len(columns["messages"] or "") + columns["expect_size"]
        if len(self._waiting) >= _MOST_ROWS or self._waiting_bytes >= _MOST_BYTES:
            self._store()

    def _store(self) -> None:
        if self._waiting:
            self._session.execute(insert(_ROWS), self._waiting)
        self._waiting, self._waiting_bytes = [], 0
