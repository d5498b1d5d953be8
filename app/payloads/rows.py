"""Rows of cases for the next version: copies of the present ones, made by the database, with some columns changed."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import Insert, Table, bindparam, insert
from sqlalchemy import select as select_rows
from sqlmodel import Session, SQLModel, col, update

from app.db.models import CaseRow
from app.kit.ids import new_id
from app.payloads.unused import chunks

Json = dict[str, Any]

_ROWS: Table = SQLModel.metadata.tables["case_row"]


def follow(session: Session, since: int, changed: Mapping[str, Json]) -> None:
    """End these rows, by id, and put copies with the changed columns in their places, from version ``since`` on.

    Their inputs are not read. Thousands take some tenths of a second for each thousand, so many are copied at a time.
    """
    _copy(session, changed, since, None)
    for some in chunks(list(changed)):
        session.exec(update(CaseRow).where(col(CaseRow.id).in_(some)).values(until=since))


def stage(session: Session, since: int, changed: Mapping[str, Json]) -> dict[str, str]:
    """Put such copies beside the rows, which stay, so that no version shows them yet; answers the id of each copy by
    that of its row."""
    return _copy(session, changed, since, since)


def _copy(session: Session, changed: Mapping[str, Json], since: int, until: int | None) -> dict[str, str]:
    ids = {row_id: new_id() for row_id in changed}
    copies = sorted(changed.items(), key=lambda each: sorted(each[1]))
    for names, alike in groupby(copies, key=lambda each: sorted(each[1])):
        own = {"since": since, "until": until}
        values = [_values(row_id, columns | own | {"id": ids[row_id]}) for row_id, columns in alike]
        session.execute(_copying(tuple(names)), values)
    return ids


def _values(row_id: str, given: Json) -> Json:
    return {"old_id": row_id} | {f"new_{name}": value for name, value in given.items()}


def _copying(names: tuple[str, ...]) -> Insert:
    given = {*names, "id", "since", "until"}
    columns = [
        bindparam(f"new_{column.name}", type_=column.type) if column.name in given else column for column in _ROWS.c
    ]
    source = select_rows(*columns).where(_ROWS.c.id == bindparam("old_id"))
    return insert(_ROWS).from_select(list(_ROWS.c), source)
