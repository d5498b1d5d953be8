import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.db.session import unit_of_work
from app.errors import NotFound
from app.payloads import cases, collections
from app.payloads.cases import NewCase
from app.storage.blobs import Blobs
from tests.payloads.support import LIMITS, a_collection, keys, message, names, new


def test_pages_go_on_behind_a_position(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, *"abcde")
    first = cases.page(session, made, limit=2)
    second = cases.page(session, made, after=first[-1].position, limit=2)

    assert [row.name for row in (*first, *second)] == ["a", "b", "c", "d"]
    assert cases.page(session, made, after=5) == []


def test_a_search_finds_names_and_payloads_without_patterns(session: Session, blobs: Blobs) -> None:
    made = collections.create(session, "humid")
    given = [new("Wet 100%", "1"), new("dry", '{"Humidity": 5}'), new("wet_2", "50")]
    cases.add(session, blobs, made, given, limits=LIMITS)

    def found(text: str) -> list[str]:
        page = [row.name for row in cases.page(session, made, text=text)]
        assert cases.count(session, made, text=text) == len(page)
        return page

    assert found("WET") == ["Wet 100%", "wet_2"]
    assert found("humidity") == ["dry"]
    assert found("%") == ["Wet 100%"]
    assert found("_") == ["wet_2"]
    assert found("") == ["Wet 100%", "dry", "wet_2"]
    assert found("'; --") == found("\\") == []


def test_which_keys_are_there(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b")
    a, b = keys(session, made)
    cases.remove(session, made, [b])

    assert cases.present(session, made.id, [a, b, "0" * 26, "\ud83d", *("z" * 26 for _ in range(1_000))]) == {a}
    assert cases.one(session, made, b, 2).name == "b"
    with pytest.raises(NotFound):
        cases.one(session, made, b)


def test_a_case_of_another_collection_is_not_found(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a")
    other = collections.create(session, "other")

    with pytest.raises(NotFound):
        cases.one(session, other, keys(session, made)[0])
    with pytest.raises(NotFound):
        cases.remove(session, other, keys(session, made))


def test_every_case_of_a_version_in_its_order(engine: Engine, blobs: Blobs) -> None:
    with unit_of_work(engine) as session:
        made = a_collection(session, blobs, *(str(index) for index in range(1_200)))
        chosen = [row.key for row in cases.page(session, made, limit=2_000)][::400]
        cases.remove(session, made, chosen[:1])

    assert [case.name for case in cases.every(engine, blobs, made.id, 2)] == [str(index) for index in range(1_200)]
    assert [case.name for case in cases.every(engine, blobs, made.id, 3, chosen)] == ["400", "800"]
    assert list(cases.every(engine, blobs, made.id, 2, [])) == []
    assert list(cases.every(engine, blobs, "0" * 26, 1)) == []


def test_going_through_cases_holds_no_writer_up(engine: Engine, blobs: Blobs) -> None:
    with unit_of_work(engine) as session:
        made = a_collection(session, blobs, "a", "b")
    going = cases.every(engine, blobs, made.id, 2)
    assert next(going).name == "a"

    with unit_of_work(engine) as session:
        here = collections.get(session, made.id)
        cases.remove(session, here, keys(session, here))
        assert names(session, here) == []
    assert [case.name for case in going] == ["b"]


def test_inputs_that_are_gone_from_the_storage_are_told(session: Session, blobs: Blobs) -> None:
    made = collections.create(session, "humid")
    cases.add(session, blobs, made, [NewCase("a", [message("x" * 40_000)])], limits=LIMITS)
    [row] = cases.page(session, made)
    blobs.delete(row.digest)

    with pytest.raises(NotFound) as missing:
        cases.read(blobs, row)
    assert missing.value.code == "case_inputs_missing"
