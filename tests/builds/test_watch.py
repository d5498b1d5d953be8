import threading
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from app.builds import watch
from app.builds.watch import watching
from app.db import patience

DEADLINE_S = 20


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "INTERVAL_S", 0.001)


def test_a_wish_to_stop_is_noticed() -> None:
    with watching(lambda: None, lambda: True) as cancel:
        assert cancel.wait(DEADLINE_S)


def test_without_a_wish_nothing_is_cancelled_and_events_are_stored_all_along() -> None:
    flushed = threading.Semaphore(0)
    with watching(lambda: flushed.release(), lambda: False) as cancel:
        for _ in range(3):
            assert flushed.acquire(timeout=DEADLINE_S)
        assert not cancel.is_set()


def test_the_last_events_are_stored_at_the_end_whatever_happens() -> None:
    flushed: list[str] = []

    def fail() -> None:
        with watching(lambda: flushed.append("x"), lambda: False):
            flushed.clear()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert flushed


def test_a_database_that_does_not_answer_once_is_asked_again() -> None:
    answers: Iterator[Exception | bool] = iter([OperationalError("", None, Exception("locked")), True])

    def shall_stop() -> bool:
        answer = next(answers, True)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with capture_logs() as logs, watching(lambda: None, shall_stop) as cancel:
        assert cancel.wait(DEADLINE_S)
    assert [entry["log_level"] for entry in logs] == ["error"]


def test_nothing_watches_afterwards() -> None:
    def watchers() -> int:
        return [thread.name for thread in threading.enumerate()].count("watch")

    with watching(lambda: None, lambda: False):
        assert watchers() == 1

    assert watchers() == 0


def test_the_last_events_are_stored_once_the_database_answers_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PAUSE_S", 0.001)
    refusals = [OperationalError("INSERT", {}, Exception("database is locked"))] * 2
    stored = []

    def flush() -> None:
        if refusals:
            raise refusals.pop()
        stored.append(True)

    monkeypatch.setattr(watch, "INTERVAL_S", 60)  # only the flush at the end
    with capture_logs(), watching(flush, lambda: False):
        pass
    assert stored == [True]


def test_a_wish_to_stop_need_not_wait_until_everything_is_stored() -> None:
    go = threading.Event()

    def flush() -> None:
        go.wait(DEADLINE_S)

    with watching(flush, lambda: True, to_the_end=False) as cancel:
        assert cancel.wait(DEADLINE_S / 2)
        go.set()
