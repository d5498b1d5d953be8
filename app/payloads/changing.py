"""Changing cases: whatever one call does is one version."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from sqlmodel import Session, col, func, select, update

from app.db.models import CaseRow, Collection
from app.errors import Conflict
from app.payloads import looking, names, rows, versions
from app.payloads.compact import compact
from app.payloads.limits import MEBIBYTE, Limits
from app.payloads.stored import expect_columns, messages_columns
from app.payloads.unused import AT_ONCE, drop_unused
from app.storage.blobs import Blobs

Json = dict[str, Any]

_MOST_BYTES = 4 * MEBIBYTE  # of changes that wait to be stored


class Unchanged(Enum):
    """Stands for an expectation that stays as it is: null would take it away."""

    UNCHANGED = "unchanged"


UNCHANGED: Final = Unchanged.UNCHANGED


@dataclass(frozen=True)
class Change:
    """What becomes of the case with ``key``; None leaves a name or inputs as they are."""

    key: str
    name: str | None = None
    messages: list[Json] | None = None
    expect: Json | Unchanged | None = UNCHANGED


def replace(
    session: Session,
    blobs: Blobs,
    collection: Collection,
    key: str,
    *,
    name: str | None = None,
    messages: list[Json] | None = None,
    expect: Json | Unchanged | None = UNCHANGED,
    limits: Limits,
) -> CaseRow:
    """Change one case and answer its row; errors as of ``replace_many``."""
    replace_many(session, blobs, collection, [Change(key, name, messages, expect)], limits=limits)
    return looking.one(session, collection, key)


def replace_many(
    session: Session, blobs: Blobs, collection: Collection, changes: Iterable[Change], *, limits: Limits
) -> int:
    """Change cases as one version; answers how many really differ, and with none there is no version.

    NotFound for a key that no case has, Invalid or LimitExceeded for what cannot be, Conflict when two cases would have
    one name. Then nothing stays, and the whole unit of work is taken back.
    """
    changing = _Changing(session, blobs, collection, limits)
    try:
        for number, change in enumerate(changes):
            changing.take(change, f"cases[{number}]")
        return changing.end()
    except BaseException:
        session.rollback()
        drop_unused(session, blobs, changing.put)
        raise


class _Changing:
    """One call's work; ``put`` are the digests of the blobs that it stored."""

    def __init__(self, session: Session, blobs: Blobs, collection: Collection, limits: Limits) -> None:
        self._session, self._blobs, self._collection, self._limits = session, blobs, collection, limits
        self._following = versions.following(collection)
        self.put: set[str] = set()
        self._changed: set[str] = set()
        self._renamed = False
        self._waiting: dict[str, Json] = {}
        self._waiting_bytes = 0

    def take(self, change: Change, path: str) -> None:
        """Check one change and store it soon."""
        if change.key in self._waiting or len(self._waiting) == AT_ONCE or self._waiting_bytes >= _MOST_BYTES:
            self._store()
        columns = self._columns(change, path)
        self._waiting[change.key] = columns
        self._waiting_bytes += len(columns.get("messages") or "") + columns.get("expect_size", 0)

    def end(self) -> int:
        """Store the rest, and make the version."""
        self._store()
        if self._renamed:
            self._refuse_equal_names()
        count = len(self._changed)
        if count:
            change = versions.counted(count, "changed")
            versions.made(self._session, self._collection, change, cases=self._collection.cases)
        return count

    def _columns(self, change: Change, path: str) -> Json:
        columns: Json = {}
        if change.name is not None:
            columns["name"] = names.case_name(change.name, f"{path}.name")
        if change.expect is not UNCHANGED:
            columns |= expect_columns(change.expect, f"{path}.expect")
        if change.messages is not None:
            given, blob = messages_columns(change.messages, self._limits, f"{path}.messages")
            columns |= given
            if blob is not None:
                self.put.add(given["digest"])
                self._blobs.put(blob)
        return columns

    def _store(self) -> None:
        """As new rows behind the old ones; a row that this call made already is changed itself."""
        following: dict[str, Json] = {}
        for row in looking.some(self._session, self._collection, list(self._waiting)):
            found = different(row, self._waiting[row.key])
            if found:
                self._renamed |= "name" in found
                self._changed.add(row.key)
                following[row.id] = found
                if row.since == self._following:
                    here = update(CaseRow).where(col(CaseRow.id) == row.id)
                    self._session.exec(here.values(**following.pop(row.id)))
            self._session.expunge(row)  # there may be thousands
        rows.follow(self._session, self._following, following)
        self._waiting, self._waiting_bytes = {}, 0

    def _refuse_equal_names(self) -> None:
        here = versions.holds(self._collection.id, None)
        query = select(CaseRow.name).where(here).group_by(CaseRow.name).having(func.count() > 1).limit(1)
        name = self._session.exec(query).first()
        if name is not None:
            detail = f"Two cases would be called {name}. Give each a name of its own."
            raise Conflict("case_exists", detail)


def different(row: CaseRow, columns: Json) -> Json:
    """The columns that change; of a row whose inputs and expectation are read only if need be. In an expectation 1 is
    another value than true or 1.0, which Python takes for the same."""
    plain = {name: value for name, value in columns.items() if name not in {"messages", "expect"}}
    different = {name: value for name, value in plain.items() if getattr(row, name) != value}
    if "digest" in different:
        different["messages"] = columns["messages"]
    if "expect" in columns and ("expect_size" in different or compact(row.expect) != compact(columns["expect"])):
        different["expect"] = columns["expect"]
    return different
