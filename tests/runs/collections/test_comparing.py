"""Two runs side by side."""

import base64
from typing import Any

import pytest
from sqlmodel import Session

from app.db.models import CaseResult, Collection, CollectionRun, RunStatus
from app.errors import Invalid
from app.runs.collections import comparing, service
from app.runs.collections.bounded import MOST_BYTES, bounded
from app.runs.collections.comparing import Compared, compared
from app.runs.collections.gathered import Gathered, not_run
from app.runs.conversation import Ending
from app.settings import Settings
from app.storage.blobs import Blobs
from tests.support.collections import a_case, a_collection
from tests.support.studio import an_artifact

Json = dict[str, Any]


def output(payload: str, secs: int = 1, **more: Any) -> Json:
    told = {"variant": "message", "payload": payload, "payload_encoding": "text", "topic": "", "content_type": None}
    timestamp = {"secs": secs, "nanos": 0, "counter": 0, "node_id": "x"}
    sent = told | {"user_properties": [], "timestamp": timestamp}
    nothing: Json = {"arm": None, "hlc": None, "error": None, "explanation": None, "logs": [], "metrics": []}
    return nothing | {"outcome": "output", "output": sent, "duration_us": 5, "truncated": False} | more


def report(*results: Json) -> Json:
    return Gathered().report(Ending(RunStatus.COMPLETED)) | {"results": list(results)}


def result(told: Json, **columns: Any) -> CaseResult:
    usual: Json = {"run_id": "r", "key": "k", "position": 1, "name": "n", "verdict": "passed", "outcome": "output"}
    figures = {"duration_us": 1_000, "memory_bytes": 1 << 20}
    return CaseResult(**(usual | figures | {"report": bounded(told)} | columns))


def changed(a: CaseResult, b: CaseResult) -> list[str]:
    return compared(a, b, 1).changed


ONE = report(output('{"a": 85, "b": 1}'))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (report(output('{"a": 85, "b": 1}')), []),
        (report(output('{"b": 1, "a": 85.0}')), []),
        (report(output('{"a": 85, "b": 1}', secs=2)), []),
        (report(output('{"a": 86, "b": 1}')), ["output"]),
        (report(output('{"a": 85, "b": 1}'), output("x")), ["output"]),
        (report(output('{"a": 85, "b": 1}', logs=[{"level": "info", "context": "c", "message": "m"}])), ["logs"]),
    ],
)
def test_outputs_and_logs_are_compared_as_expectations_are(other: Json, expected: list[str]) -> None:
    assert changed(result(ONE), result(other)) == expected
    assert changed(result(other), result(ONE)) == expected


def test_what_differs_is_told_with_its_path() -> None:
    [difference, *_] = compared(result(ONE), result(report(output('{"a": 86, "b": 1}'))), 1).differences

    assert (difference["expected"], difference["actual"]) == ("85", "86")
    assert difference["path"].endswith("payload.a")


def test_what_lies_behind_the_cut_is_compared_as_well() -> None:
    long = "x" * (2 * MOST_BYTES)

    assert changed(result(report(output(long))), result(report(output(long)))) == []
    assert changed(result(report(output(long))), result(report(output(long + "y")))) == ["output"]


def test_bytes_that_were_cut_are_still_bytes() -> None:
    long = base64.b64encode(b"\xff" * MOST_BYTES).decode()
    one = output(long)
    one["output"]["payload_encoding"] = "base64"

    assert "output" in changed(result(report(one)), result(ONE))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"verdict": "failed"}, {}, ["verdict"]),
        ({"outcome": "trap"}, {}, ["outcome"]),
        ({"duration_us": 1_000}, {"duration_us": 2_500}, []),
        ({"duration_us": 1_000}, {"duration_us": 3_000}, ["time"]),
        ({"duration_us": 100_000}, {"duration_us": 150_000}, []),
        ({"duration_us": None}, {}, ["time"]),
        ({"duration_us": None}, {"duration_us": None}, []),
        ({"memory_bytes": 1 << 20}, {"memory_bytes": (2 << 20) - 1}, []),
        ({"memory_bytes": 4 << 20}, {"memory_bytes": 5 << 20}, ["memory"]),
        ({"memory_bytes": 400 << 20}, {"memory_bytes": 410 << 20}, []),
    ],
)
def test_figures_count_as_changed_only_beyond_what_they_vary_by_themselves(
    a: Json, b: Json, expected: list[str]
) -> None:
    assert changed(result(ONE, **a), result(ONE, **b)) == expected
    assert changed(result(ONE, **b), result(ONE, **a)) == expected


def test_a_case_that_did_not_run_in_one_of_them() -> None:
    broken = result(not_run("It does not fit."), verdict="broken", outcome=None, duration_us=None, memory_bytes=None)

    assert changed(broken, broken) == []
    assert {"verdict", "outcome", "output"} <= set(changed(broken, result(ONE)))


def a_run(session: Session, blobs: Blobs, settings: Settings, collection: Collection, *keys: str) -> CollectionRun:
    """One with a result for each of these keys."""
    run = service.of_artifact(session, collection, an_artifact(session, blobs), settings, "owner")
    run.total = len(keys)
    for position, key in enumerate(keys, start=1):
        session.add(result(ONE, run_id=run.id, key=key, name=key, position=position))
    session.flush()
    return run


@pytest.fixture
def mine(session: Session, blobs: Blobs) -> Collection:
    return a_collection(session, blobs, a_case("a"))


def everything(session: Session, a: CollectionRun, b: CollectionRun, limit: int, *, whole: bool) -> list[Compared]:
    """All pages."""
    rows: list[Compared] = []
    after = 0
    while True:
        part = comparing.page(session, a, b, after, limit, everything=whole)
        assert len(part.items) <= limit
        rows += part.items
        if part.next is None:
            return rows
        after = int(part.next)


@pytest.mark.parametrize("limit", [1, 2, 3, 200])
def test_pages_hold_every_case_once_those_of_only_one_run_too(
    session: Session, blobs: Blobs, settings: Settings, mine: Collection, limit: int
) -> None:
    keys = [f"k{number:03}" for number in range(50)]
    a = a_run(session, blobs, settings, mine, *keys, "gone 1", "gone 2")
    b = a_run(session, blobs, settings, mine, "new 1", *keys, "new 2")

    rows = everything(session, a, b, limit, whole=True)
    assert [row.key for row in rows] == [*keys, "gone 1", "gone 2", "new 1", "new 2"]
    missing = everything(session, a, b, limit, whole=False)
    assert [(row.key, row.changed, row.a is None, row.b is None) for row in missing] == [
        ("gone 1", ["missing"], False, True),
        ("gone 2", ["missing"], False, True),
        ("new 1", ["missing"], True, False),
        ("new 2", ["missing"], True, False),
    ]


def test_only_what_is_asked_for_is_told(session: Session, blobs: Blobs, settings: Settings, mine: Collection) -> None:
    a = a_run(session, blobs, settings, mine, "same", "gone", "slower")
    b = a_run(session, blobs, settings, mine, "same", "slower")
    session.get_one(CaseResult, (b.id, "slower")).duration_us = 90_000
    session.flush()

    def found(*what: str) -> list[str]:
        return [row.key for row in comparing.page(session, a, b, 0, 50, everything=False, what=what).items]

    assert found() == ["gone", "slower"]
    assert found("time") == ["slower"]
    assert found("missing") == ["gone"]
    assert found("time", "missing") == ["gone", "slower"]
    assert found("memory", "outcome") == []


def test_a_page_of_runs_that_are_alike_ends_after_a_while(
    session: Session, blobs: Blobs, settings: Settings, mine: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_READ", 10)
    keys = [f"k{number:03}" for number in range(25)]
    a, b = (a_run(session, blobs, settings, mine, *keys) for _ in range(2))

    first = comparing.page(session, a, b, 0, 50, everything=False)
    assert (first.items, first.next) == ([], "10")
    assert comparing.page(session, a, b, 20, 50, everything=False).next is None


def test_runs_of_two_collections_are_not_compared(
    session: Session, blobs: Blobs, settings: Settings, mine: Collection
) -> None:
    other = a_collection(session, blobs, a_case("a"), name="other")
    a, b = (a_run(session, blobs, settings, each, "k") for each in (mine, other))

    with pytest.raises(Invalid):
        comparing.page(session, a, b, 0, 10, everything=False)
