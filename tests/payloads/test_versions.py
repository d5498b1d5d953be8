import pytest
from sqlmodel import Session

from app.errors import Conflict, NotFound
from app.payloads import cases, collections, versions
from app.storage.blobs import Blobs
from tests.payloads.support import LIMITS, a_collection, keys, names, new


def test_every_version_still_has_its_cases(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b", "c")
    first, second, third = keys(session, made)
    cases.remove(session, made, [second])
    cases.replace(session, blobs, made, first, name="A", limits=LIMITS)
    cases.reorder(session, made, [third, first])
    cases.add(session, blobs, made, [new("d")], limits=LIMITS)

    assert made.version == 6
    assert [names(session, made, number) for number in range(1, 7)] == [
        [],
        ["a", "b", "c"],
        ["a", "c"],
        ["A", "c"],
        ["c", "A"],
        ["c", "A", "d"],
    ]
    assert [names(session, made), made.cases] == [["c", "A", "d"], 3]
    assert names(session, made, 7) == names(session, made)


def test_the_history_says_what_was_done(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a", "b")
    cases.remove(session, made, keys(session, made)[:1])
    collections.change(session, made, settings={"seed": 1})

    history = versions.history(session, made, None, 10)
    assert [(row.version, row.change, row.cases) for row in history] == [
        (4, "Settings changed", 1),
        (3, "1 case removed", 1),
        (2, "2 cases added", 2),
        (1, "Collection made", 0),
    ]
    assert [row.version for row in versions.history(session, made, 4, 2)] == [3, 2]


@pytest.mark.parametrize("number", [0, -1, 3, 2**31])
def test_a_version_that_there_is_not(session: Session, blobs: Blobs, number: int) -> None:
    made = a_collection(session, blobs, "a")

    with pytest.raises(NotFound) as missing:
        versions.get(session, made, number)
    assert missing.value.code == "collection_version_unknown"
    with pytest.raises(NotFound):
        versions.settings_of(session, made.id, number)
    with pytest.raises(NotFound):
        versions.settings_of(session, "0" * 26, 1)


def test_a_change_may_name_the_version_that_it_starts_from(session: Session, blobs: Blobs) -> None:
    made = a_collection(session, blobs, "a")
    versions.check_base(made, None)
    versions.check_base(made, 2)

    with pytest.raises(Conflict) as moved_on:
        versions.check_base(made, 1)
    assert (moved_on.value.code, moved_on.value.context) == ("collection_moved_on", {"version": 2})
