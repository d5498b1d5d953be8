"""Many expectations changed at once, in many short transactions."""

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from app.db.models import CaseRow
from app.db.session import reading, unit_of_work
from app.errors import Conflict, Invalid, NotFound
from app.payloads import cases, collections
from app.payloads.staging import MOST_ROWS, Staging, drop_left, staging
from app.storage.blobs import Blobs
from tests.payloads.support import LIMITS, a_collection, keys

Json = dict[str, Any]
PASSED: Json = {"outcome": "output"}


@pytest.fixture
def made(engine: Engine, blobs: Blobs) -> tuple[str, list[str]]:
    """A collection of a few more cases than one transaction takes, and their keys."""
    with unit_of_work(engine) as session:
        collection = a_collection(session, blobs, *(f"{number}" for number in range(MOST_ROWS + 20)))
        return collection.id, keys(session, collection)


def expectations(engine: Engine, collection_id: str, version: int | None = None) -> list[Json | None]:
    with reading(engine) as session:
        found = collections.get(session, collection_id)
        return [row.expect for row in cases.page(session, found, version, limit=1_000)]


def rows_of(engine: Engine) -> int:
    with reading(engine) as session:
        return len(session.exec(select(CaseRow.id)).all())


def test_nothing_is_seen_of_it_before_it_is_one_version(engine: Engine, made: tuple[str, list[str]]) -> None:
    collection_id, every = made
    with staging(engine, collection_id, 2) as work:
        for key in every:
            work.expect(key, PASSED)
        assert rows_of(engine) == len(every) + MOST_ROWS
        assert set(map(str, expectations(engine, collection_id))) == {"None"}
        assert set(map(str, expectations(engine, collection_id, 2))) == {"None"}
        assert work.take_over() == len(every)

    assert expectations(engine, collection_id) == [PASSED] * len(every)
    assert expectations(engine, collection_id, 3) == [PASSED] * len(every)
    assert expectations(engine, collection_id, 2) == [None] * len(every)
    with reading(engine) as session:
        found = collections.get(session, collection_id)
        assert (found.version, found.cases) == (3, len(every))


def test_what_stays_the_same_makes_no_version(engine: Engine, made: tuple[str, list[str]]) -> None:
    collection_id, every = made
    with staging(engine, collection_id, 2) as work:
        work.expect(every[0], None)
        assert work.take_over() == 0
    with reading(engine) as session:
        assert collections.get(session, collection_id).version == 2


@pytest.mark.parametrize("when", ["before it is written", "before it is taken over"])
def test_nothing_stays_when_somebody_else_was_faster(
    engine: Engine, blobs: Blobs, made: tuple[str, list[str]], when: str
) -> None:
    collection_id, every = made

    def somebody_else() -> None:
        with unit_of_work(engine) as session:
            collection = collections.get(session, collection_id)
            cases.replace(session, blobs, collection, every[3], expect={"error": "x"}, limits=LIMITS)

    def work_on(work: Staging) -> None:
        for number, key in enumerate(every):
            if number == 10 and when == "before it is written":
                somebody_else()
            work.expect(key, PASSED)
        somebody_else()
        work.take_over()

    before = rows_of(engine)
    with pytest.raises(Conflict), staging(engine, collection_id, 2) as work:
        work_on(work)
    assert rows_of(engine) == before + 1
    found = expectations(engine, collection_id)
    assert found[3] == {"error": "x"}
    assert [each for each in found if each] == [{"error": "x"}]


@pytest.mark.parametrize(
    ("key", "expect", "error"), [(None, {"outcome": "nonsense"}, Invalid), ("0" * 26, PASSED, NotFound)]
)
def test_what_cannot_be_expected_leaves_nothing(
    engine: Engine, made: tuple[str, list[str]], key: str | None, expect: Json, error: type[Exception]
) -> None:
    collection_id, every = made
    before = rows_of(engine)

    def work_on() -> None:
        with staging(engine, collection_id, 2) as work:
            for each in every[:-1]:
                work.expect(each, PASSED)
            work.expect(key or every[-1], expect)
            work.take_over()

    with pytest.raises(error):
        work_on()
    assert rows_of(engine) == before


def test_two_at_once_do_not_take_each_others_rows(engine: Engine, made: tuple[str, list[str]]) -> None:
    collection_id, every = made
    one, other = (Staging(engine, collection_id, 2) for _ in range(2))
    for key in every[:MOST_ROWS]:
        one.expect(key, PASSED)
        other.expect(key, {"outcome": "error"})
    assert other.take_over() == MOST_ROWS
    with pytest.raises(Conflict):
        one.take_over()
    one.drop()
    assert expectations(engine, collection_id)[:MOST_ROWS] == [{"outcome": "error"}] * MOST_ROWS
    assert rows_of(engine) == len(every) + MOST_ROWS


def test_what_a_killed_process_left_is_removed_and_nothing_else(engine: Engine, made: tuple[str, list[str]]) -> None:
    collection_id, every = made
    left = Staging(engine, collection_id, 2)
    for key in every[:MOST_ROWS]:
        left.expect(key, PASSED)
    before = expectations(engine, collection_id)
    with unit_of_work(engine) as session:
        assert drop_left(session) == MOST_ROWS
        assert drop_left(session) == 0
    assert rows_of(engine) == len(every)
    assert expectations(engine, collection_id) == before
    with pytest.raises(Conflict, match="started anew"):
        left.take_over()
    assert expectations(engine, collection_id) == before
