import tracemalloc
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.db.session import unit_of_work
from app.errors import Invalid, LimitExceeded, NotFound
from app.kit.digests import digest_of
from app.payloads import cases, collections
from app.payloads.cases import NewCase
from app.payloads.limits import Limits
from app.storage.blobs import Blobs
from tests.payloads.support import LIMITS, a_collection, keys, message, names, new, rows

LONG = "x" * 40_000


def test_cases_come_behind_those_that_there_are(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b")
    added = cases.add(session, blobs, made, [new("c"), new("d", "other")], limits=LIMITS)

    assert names(session, made) == ["a", "b", "c", "d"]
    assert keys(session, made)[2:] == added.keys
    assert (added.count, made.cases, made.version) == (2, 4, 3)


def test_nothing_to_add_makes_no_version(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs)

    assert (made.version, made.cases) == (1, 0)


def test_a_taken_name_gets_a_number(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "a")
    cases.add(session, blobs, made, [new("a"), new(" a\n")], limits=LIMITS)

    assert names(session, made) == ["a", "a (2)", "a (3)", "a (4)"]


def test_equal_inputs_are_pointed_out_and_added(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b")
    again = NewCase("again", [{"payload": "a", "topic": "sensors"}], {"outcome": "output"})
    twice = [new("long", LONG), new("long too", LONG)]
    added = cases.add(session, blobs, made, [again, new("c", "c"), *twice], limits=LIMITS)

    assert added.count == 4
    assert added.duplicates == [("again", "a"), ("long too", "long")]
    assert names(session, made) == ["a", "b", "again", "c", "long", "long too"]


def test_a_removed_case_is_nobodys_equal(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a")
    cases.remove(session, made, keys(session, made))

    assert cases.add(session, blobs, made, [new("a", "a")], limits=LIMITS).duplicates == []
    assert names(session, made) == ["a"]


def test_short_inputs_lie_in_the_row_and_long_ones_beside(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", LONG[:150])
    cases.add(session, blobs, made, [new("long", LONG)], limits=LIMITS)
    *short, long = rows(session, made)

    assert all(row.messages is not None and row.size == len(row.messages) for row in short)
    assert long.messages is None
    assert (blobs.size(long.digest), long.inputs) == (long.size, 1)
    assert [cases.read(blobs, row).messages for row in rows(session, made)] == [
        [message("a")],
        [message(LONG[:150])],
        [message(LONG)],
    ]


def test_what_is_kept_of_an_expectation(session: Session, blobs: Blobs) -> None:
    made = collections.create(session, "humid")
    given = [None, {}, {"error": None}, {"select": ["payload"]}, {"output": None}]
    cases.add(session, blobs, made, [new(str(each), expect=each) for each in given], limits=LIMITS)

    assert [row.expect for row in rows(session, made)] == [None, None, None, {"select": ["payload"]}, {"output": None}]
    assert [row.expects for row in rows(session, made)] == [False, False, False, False, True]
    assert [row.expect_size for row in rows(session, made)] == [0, 0, 0, 22, 15]


@pytest.mark.parametrize(
    ("bad", "path"),
    [
        (new(""), "cases[2].name"),
        (NewCase("bad", []), "cases[2].messages"),
        (NewCase("bad", [message(payload_encoding="hex")]), "cases[2].messages[0].payload"),
        (new("bad", expect={"arm": "Left"}), "cases[2].expect.arm"),
    ],
)
def test_one_that_cannot_be_takes_all_back(engine: Engine, blobs: Blobs, bad: NewCase, path: str) -> None:
    with unit_of_work(engine) as session:
        made = a_collection(session, blobs, "a")
        cases.add(session, blobs, made, [new("kept", LONG)], limits=LIMITS)
    lost = "y" * 40_000

    given = [new("lost", lost), new("again", LONG), bad]
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        cases.add(session, blobs, collections.get(session, made.id), given, limits=LIMITS)

    assert refused.value.context["path"] == path
    with unit_of_work(engine) as session:
        here = collections.get(session, made.id)
        assert (names(session, here), here.version, here.cases) == (["a", "kept"], 3, 2)
        assert cases.read(blobs, rows(session, here)[1]).messages == [message(LONG)]
    with pytest.raises(NotFound):
        blobs.size(digest_of(f'[{{"payload":"{lost}","topic":"sensors"}}]'.encode()))


def test_a_source_that_breaks_off_takes_all_back(engine: Engine, blobs: Blobs) -> None:
    def broken() -> Iterator[NewCase]:
        for index in range(1_200):
            yield new(str(index))
        raise OSError("the upload broke off")

    with unit_of_work(engine) as session:
        made = collections.create(session, "humid")
    with pytest.raises(OSError, match="broke off"), unit_of_work(engine) as session:
        cases.add(session, blobs, collections.get(session, made.id), broken(), limits=LIMITS)

    with unit_of_work(engine) as session:
        assert cases.count(session, collections.get(session, made.id)) == 0


def test_a_collection_is_full_at_its_limit(session: Session, blobs: Blobs) -> None:
    few = Limits(cases=3, case_bytes=1_000)
    made = a_collection(session, blobs, "a", "b")
    cases.add(session, blobs, made, [new("c")], limits=few)
    session.commit()

    with pytest.raises(LimitExceeded) as refused:
        cases.add(session, blobs, made, [new("d")], limits=few)
    assert refused.value.code == "too_many_cases"


def test_ten_thousand_cases_come_in_go_out_and_never_lie_in_memory_together(engine: Engine, blobs: Blobs) -> None:
    count, payload = 10_000, "p" * 1_000
    with unit_of_work(engine) as session:
        made = collections.create(session, "humid")
        cases.add(session, blobs, made, [new("first")], limits=LIMITS)

    tracemalloc.start()
    with unit_of_work(engine) as session:
        given = (new("case", f"{payload}{index}") for index in range(count))
        added = cases.add(session, blobs, collections.get(session, made.id), given, limits=LIMITS)
    adding = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    read = sum(len(case.messages[0]["payload"]) for case in cases.every(engine, blobs, made.id, 3))
    reading = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (added.count, added.duplicates, len(set(added.keys))) == (count, [], count)
    assert read > count * 1_000
    # They are more than 11 MB together, in several copies on their way; names, keys and digests of all are known.
    assert adding < 16_000_000
    assert reading < 8_000_000
