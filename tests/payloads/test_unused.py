import pytest
from sqlmodel import Session

from app.errors import NotFound
from app.payloads import cases, collections, unused
from app.storage.blobs import Blobs
from tests.payloads.support import LIMITS, a_collection, keys, new

LONG = "x" * 40_000


def test_a_question_names_a_few_values() -> None:
    values = [str(index) for index in range(1_001)]
    parts = list(unused.chunks(values))

    assert [len(part) for part in parts] == [500, 500, 1]
    assert [value for part in parts for value in part] == values
    assert list(unused.chunks([])) == []


def test_a_blob_that_any_version_refers_to_stays(session: Session, blobs: Blobs) -> None:
    made = collections.create(session, "humid")
    cases.add(session, blobs, made, [new("long", LONG)], limits=LIMITS)
    [digest] = unused.blobs_of(session, True)
    cases.remove(session, made, keys(session, made))

    unused.drop_unused(session, blobs, [digest])
    assert blobs.size(digest) > 40_000


def test_a_blob_without_a_row_goes(session: Session, blobs: Blobs) -> None:
    a_collection(session, blobs, "short")
    digest = blobs.put(b"[]")

    unused.drop_unused(session, blobs, [digest])
    with pytest.raises(NotFound):
        blobs.size(digest)
