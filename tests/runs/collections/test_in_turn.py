"""Many things, several at once."""

import threading
from collections.abc import Iterator

import pytest

from app.runs.collections.in_turn import in_turn


def test_each_is_done_once_and_no_more_are_taken_than_are_at_work() -> None:
    done: list[int] = []
    ahead = []

    def things() -> Iterator[int]:
        for number in range(1_000):
            ahead.append(number - len(done))
            yield number

    in_turn(things(), done.append, 2, threading.Event())

    assert sorted(done) == list(range(1_000))
    assert max(ahead) <= 2


def test_alone_they_keep_their_order() -> None:
    done: list[int] = []
    in_turn(iter(range(100)), done.append, 1, threading.Event())

    assert done == list(range(100))


def test_two_are_really_at_work_together() -> None:
    both = threading.Barrier(2, timeout=30)

    def do(_: str) -> None:
        both.wait()

    in_turn(iter("ab"), do, 2, threading.Event())

    assert not both.broken


def test_none_begins_after_stop() -> None:
    stop, done = threading.Event(), list[int]()

    def do(number: int) -> None:
        done.append(number)
        stop.set()

    in_turn(iter(range(1_000)), do, 2, stop)

    assert 1 <= len(done) <= 2


def test_what_one_raises_comes_out_and_the_others_stop() -> None:
    done: list[int] = []

    def do(number: int) -> None:
        done.append(number)
        if number == 3:
            raise LookupError("three")

    with pytest.raises(LookupError, match="three"):
        in_turn(iter(range(100_000)), do, 2, threading.Event())
    assert len(done) < 100_000


def test_what_getting_them_raises_comes_out() -> None:
    def things() -> Iterator[int]:
        yield 1
        raise LookupError("no more")

    done: list[int] = []
    with pytest.raises(LookupError, match="no more"):
        in_turn(things(), done.append, 2, threading.Event())
    assert done == [1]
