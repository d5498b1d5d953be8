import threading

import pytest

from app.sandbox import deadline
from app.sandbox.deadline import Stuck, bounded


def never() -> None:
    raise AssertionError("not to be called")


def test_what_the_work_returns_or_raises() -> None:
    assert bounded(lambda: 5, 60, never, never) == 5
    with pytest.raises(ZeroDivisionError):
        bounded(lambda: 1 // 0, 60, never, never)


def test_an_error_that_looks_like_a_time_limit_is_the_works_own() -> None:
    def work() -> None:
        raise TimeoutError("mine")

    with pytest.raises(TimeoutError, match="mine"):
        bounded(work, 60, never, never)


def test_work_that_can_be_interrupted_ends_as_it_says() -> None:
    interrupted = threading.Event()

    def work() -> str:
        assert interrupted.wait(60)
        return "stopped"

    assert bounded(work, 0.01, interrupted.set, never) == "stopped"


def test_work_that_cannot_be_interrupted_is_left_behind_and_cleaned_up_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deadline, "GRACE_S", 0.01)
    woken, cleaned = threading.Event(), threading.Event()

    def work() -> None:
        woken.wait(60)

    with pytest.raises(Stuck):
        bounded(work, 0.01, lambda: None, cleaned.set)
    assert not cleaned.is_set()
    woken.set()
    assert cleaned.wait(60)
