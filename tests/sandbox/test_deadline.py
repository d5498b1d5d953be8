"""One thread that ends calls in time, and never touches one that is over."""

import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from app.sandbox.deadline import Deadline, Watchdog
from tests.support.polling import until

LONG_S = 60.0


class Guest:
    """Stands for the code that is interrupted."""

    def __init__(self) -> None:
        self.interrupted = threading.Event()
        self.given_up = threading.Event()
        self.interrupts = 0

    def interrupt(self) -> None:
        self.interrupts += 1
        self.interrupted.set()

    def has_had(self, interrupts: int) -> bool:
        return self.interrupts == interrupts


@pytest.fixture
def guest() -> Guest:
    return Guest()


@pytest.fixture
def watchdog(guest: Guest) -> Iterator[Watchdog]:
    watchdog = Watchdog(guest.interrupt, guest.given_up.set, grace_s=LONG_S)
    yield watchdog
    watchdog.close()


def test_a_call_that_ends_in_time_is_left_alone(watchdog: Watchdog, guest: Guest) -> None:
    for _ in range(1_000):
        with watchdog.watching(LONG_S):
            assert not watchdog.deadline.passed()
    assert guest.interrupts == 0


def test_a_call_is_interrupted_at_its_deadline_and_can_see_it(watchdog: Watchdog, guest: Guest) -> None:
    with watchdog.watching(0.01):
        assert guest.interrupted.wait(LONG_S)
        assert watchdog.deadline.passed()
        assert watchdog.deadline.left_s() == 0.0
    assert not guest.given_up.is_set()


def test_a_deadline_before_the_one_that_is_watched_is_noticed(watchdog: Watchdog, guest: Guest) -> None:
    with watchdog.watching(LONG_S):
        pass
    with watchdog.watching(0.01):
        assert guest.interrupted.wait(LONG_S)


def test_every_call_has_a_deadline_of_its_own(watchdog: Watchdog, guest: Guest) -> None:
    for number in range(1, 4):
        with watchdog.watching(0.01):
            until(partial(guest.has_had, number))


def test_a_call_that_is_over_is_not_interrupted(watchdog: Watchdog, guest: Guest) -> None:
    with watchdog.watching(0.02):
        pass
    time.sleep(0.05)
    assert guest.interrupts == 0


def test_a_call_ends_its_time_also_where_it_raises(watchdog: Watchdog) -> None:
    with pytest.raises(ZeroDivisionError), watchdog.watching(0.02):
        raise ZeroDivisionError
    assert watchdog.deadline.left_s() > LONG_S


def test_a_call_that_goes_on_all_the_same_is_given_up() -> None:
    guest = Guest()
    watchdog = Watchdog(guest.interrupt, guest.given_up.set, grace_s=0.01)
    with watchdog.watching(0.01):
        assert guest.given_up.wait(LONG_S)
        assert guest.interrupted.is_set()
    watchdog.close()


def test_closing_ends_the_thread() -> None:
    before = threading.active_count()
    Watchdog(lambda: None, lambda: None).close()
    assert threading.active_count() == before


def test_without_a_call_there_is_all_the_time_in_the_world() -> None:
    deadline = Deadline()
    assert not deadline.passed()
    assert deadline.left_s() > 10**9
