from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.db.session import unit_of_work
from app.errors import Conflict, Invalid, NotFound
from app.payloads import cases, collections
from app.payloads.cases import Change, NewCase
from app.storage.blobs import Blobs
from tests.payloads.support import LIMITS, a_collection, keys, message, names, rows

LONG = "x" * 40_000
UNKNOWN = "0" * 26


def test_each_part_of_a_case_changes_alone(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b")
    key = keys(session, made)[0]

    cases.replace(session, blobs, made, key, name="renamed", limits=LIMITS)
    cases.replace(session, blobs, made, key, messages=[message(LONG), message("2")], limits=LIMITS)
    row = cases.replace(session, blobs, made, key, expect={"outcome": "output"}, limits=LIMITS)

    assert cases.read(blobs, row) == cases.Case(key, "renamed", [message(LONG), message("2")], {"outcome": "output"})
    assert (row.position, row.inputs, row.expects, made.version) == (1, 2, True, 5)
    assert cases.replace(session, blobs, made, key, expect=None, limits=LIMITS).expect is None
    assert names(session, made) == ["renamed", "b"]


def test_what_stays_the_same_makes_no_version(session: Session, blobs: Blobs) -> None:
    made = collections.create(session, "humid")
    cases.add(session, blobs, made, [NewCase("a", [message(LONG)], {"outcome": "output"})], limits=LIMITS)
    same = Change(keys(session, made)[0], "a", [{"payload": LONG, "topic": "sensors"}], {"outcome": "output"})

    assert cases.replace_many(session, blobs, made, [same], limits=LIMITS) == 0
    assert cases.replace_many(session, blobs, made, [], limits=LIMITS) == 0
    assert made.version == 2


@pytest.mark.parametrize(("before", "after"), [(1, True), (85, 85.0), ([1, True], [True, 1]), (0, False)])
def test_a_value_of_another_type_is_another_expectation(
    session: Session, blobs: Blobs, before: Any, after: Any
) -> None:
    made = collections.create(session, "humid")
    expect = {"output": {"payload": before}}
    cases.add(session, blobs, made, [NewCase("a", [message()], expect)], limits=LIMITS)

    row = cases.replace(
        session, blobs, made, keys(session, made)[0], expect={"output": {"payload": after}}, limits=LIMITS
    )
    assert repr(row.expect) == repr({"output": {"payload": after}})
    assert made.version == 3


def test_many_changes_are_one_version(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b", "c")
    a, b, c = keys(session, made)
    changes = [Change(a, name="b"), Change(b, name="a"), Change(c, expect={"error": "x"}), Change(c, name="d")]

    assert cases.replace_many(session, blobs, made, changes, limits=LIMITS) == 3
    assert made.version == 3
    assert names(session, made) == ["b", "a", "d"]
    assert rows(session, made)[2].expect == {"error": "x"}
    assert names(session, made, 2) == ["a", "b", "c"]


def test_thousands_expect_something_at_once(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, *(str(index) for index in range(1_200)))
    every = [row.key for row in cases.page(session, made, limit=1_200)]
    changes = [Change(key, expect={"output": {"payload": index}}) for index, key in enumerate(every)]

    assert cases.replace_many(session, blobs, made, changes, limits=LIMITS) == 1_200
    assert cases.replace_many(session, blobs, made, changes, limits=LIMITS) == 0
    assert made.version == 3
    for index in (0, 499, 500, 1_199):
        row = cases.one(session, made, every[index])
        assert (row.expect, row.expects, row.position) == ({"output": {"payload": index}}, True, index + 1)
        assert cases.read(blobs, row).messages == [message(str(index))]
    assert not any(row.expects for row in cases.page(session, made, 2, limit=1_200))


def refused_change(engine: Engine, blobs: Blobs, change: Change, kind: type[Exception]) -> Exception:
    """What a change next to a good one comes to; neither may be done."""
    with unit_of_work(engine) as session:
        made = a_collection(session, blobs, "a", "b")
        good = Change(keys(session, made)[0], messages=[message(LONG)])
    with pytest.raises(kind) as refused, unit_of_work(engine) as session:
        cases.replace_many(session, blobs, collections.get(session, made.id), [good, change], limits=LIMITS)
    with unit_of_work(engine) as session:
        here = collections.get(session, made.id)
        assert (here.version, names(session, here)) == (2, ["a", "b"])
        assert rows(session, here)[0].messages is not None
    return refused.value


def test_a_case_that_is_not_there(engine: Engine, blobs: Blobs) -> None:
    assert getattr(refused_change(engine, blobs, Change(UNKNOWN, name="x"), NotFound), "code") == "case_unknown"  # noqa: B009


def test_a_key_that_no_database_can_be_asked(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a")
    for key in ("", "\ud83d", "x" * 100_000):
        with pytest.raises(NotFound):
            cases.one(session, made, key)
        with pytest.raises(NotFound):
            cases.remove(session, made, [key])


@pytest.mark.parametrize(
    "more",
    [{"name": ""}, {"name": "\ud83d"}, {"messages": []}, {"messages": [{"x": 1}]}, {"expect": {"x": 1}}],
)
def test_a_change_that_cannot_be_is_refused(session: Session, blobs: Blobs, more: dict[str, Any]) -> None:
    made = a_collection(session, blobs, "a")
    key = keys(session, made)[0]

    with pytest.raises(Invalid) as refused:
        cases.replace(session, blobs, made, key, **more, limits=LIMITS)
    assert str(refused.value.context["path"]).startswith("cases[0].")


def test_two_cases_never_have_one_name(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b")

    with pytest.raises(Conflict) as refused:
        cases.replace(session, blobs, made, keys(session, made)[0], name="b", limits=LIMITS)
    assert refused.value.code == "case_exists"


def test_removing_several_is_one_version(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b", "c")
    a, _, c = keys(session, made)

    assert cases.remove(session, made, [c, a, c]) == 2
    assert (names(session, made), made.cases, made.version) == (["b"], 1, 3)
    assert cases.remove(session, made, []) == 0
    with pytest.raises(NotFound):
        cases.remove(session, made, [a])
    assert made.version == 3


def test_the_named_cases_change_places_among_themselves(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b", "c", "d")
    a, b, c, d = keys(session, made)

    assert cases.reorder(session, made, [d, a]) == 2
    assert names(session, made) == ["d", "b", "c", "a"]
    assert cases.reorder(session, made, [a, b, c, d]) == 2
    assert cases.reorder(session, made, [a, b, c, d]) == 0
    assert (keys(session, made), made.version) == ([a, b, c, d], 4)
    assert names(session, made, 3) == ["d", "b", "c", "a"]
    assert cases.read(blobs, rows(session, made)[3]).messages == [message("d")]


def test_an_order_that_cannot_be(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b")
    a, b = keys(session, made)

    with pytest.raises(Invalid) as twice:
        cases.reorder(session, made, [a, b, a])
    assert twice.value.code == "case_twice"
    with pytest.raises(NotFound):
        cases.reorder(session, made, [a, UNKNOWN])
    assert cases.reorder(session, made, []) == 0
    assert made.version == 2


def test_thousands_are_moved_and_removed_at_once(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, *(str(index) for index in range(2_000)))
    backwards = [row.key for row in reversed(cases.page(session, made, limit=2_000))]

    assert cases.reorder(session, made, backwards) == 2_000
    assert [row.key for row in cases.page(session, made, limit=2_000)] == backwards
    assert cases.remove(session, made, backwards[1:]) == 1_999
    assert keys(session, made) == backwards[:1]
