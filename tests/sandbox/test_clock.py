import time

import pytest

from app.sandbox.clock import LATEST_NS, Clock, FixedClock, RealClock, SteeredClock
from app.sandbox.deadline import Deadline, TimeLimitReached

FOREVER_NS = (1 << 64) - 1


def ending_in(seconds: float) -> Deadline:
    deadline = Deadline()
    deadline.set(time.monotonic() + seconds)
    return deadline


def test_a_fixed_clock_starts_where_it_is_told_and_moves_a_step_with_each_reading() -> None:
    clock = FixedClock(1_700_000_000_000_000_000, step_ns=10)
    assert [clock.wall_ns() for _ in range(3)] == [1_700_000_000_000_000_000 + step for step in (0, 10, 20)]
    assert clock.monotonic_ns() == 30
    assert clock.wall_ns() == 1_700_000_000_000_000_040


def test_a_fixed_clock_moves_a_microsecond_unless_told_otherwise() -> None:
    clock = FixedClock(0)
    assert (clock.monotonic_ns(), clock.monotonic_ns()) == (0, 1_000)


def test_a_fixed_clock_may_stand_still() -> None:
    clock = FixedClock(5, step_ns=0)
    assert {clock.wall_ns() for _ in range(3)} == {5}


def test_a_fixed_clock_moves_by_the_whole_sleep_and_waits_for_nothing() -> None:
    clock = FixedClock(0, step_ns=0)
    clock.sleep(3_600_000_000_000, ending_in(60))  # a wait would end with TimeLimitReached
    assert clock.wall_ns() == clock.monotonic_ns() == 3_600_000_000_000


def test_a_fixed_clock_ends_a_sleep_after_the_deadline() -> None:
    clock = FixedClock(0, step_ns=0)
    with pytest.raises(TimeLimitReached):
        clock.sleep(1, ending_in(0))
    assert clock.monotonic_ns() == 0


def test_a_fixed_clock_stays_within_what_its_readers_can_name() -> None:
    clock = FixedClock(LATEST_NS - 1, step_ns=1_000)
    for _ in range(3):
        clock.sleep(FOREVER_NS, Deadline())
    assert clock.wall_ns() == LATEST_NS
    assert clock.monotonic_ns() == FOREVER_NS


@pytest.mark.parametrize(("start_ns", "step_ns"), [(-1, 0), (LATEST_NS + 1, 0), (0, -1)])
def test_a_fixed_clock_refuses_what_no_clock_can_do(start_ns: int, step_ns: int) -> None:
    with pytest.raises(ValueError, match="a clock can"):
        FixedClock(start_ns, step_ns)


def test_a_real_clock_tells_the_machines_time() -> None:
    before = time.time_ns()
    assert before <= RealClock().wall_ns() <= time.time_ns()


def test_a_real_clock_says_nothing_about_how_long_the_machine_is_up() -> None:
    before = time.monotonic_ns()
    clock = RealClock()
    assert 0 <= clock.monotonic_ns() <= time.monotonic_ns() - before


def test_a_real_sleep_lasts_as_long_as_asked() -> None:
    clock = RealClock()
    began = clock.monotonic_ns()
    clock.sleep(60_000_000, Deadline())
    assert clock.monotonic_ns() - began >= 60_000_000


@pytest.mark.parametrize("seconds", [0.0, 0.02])
def test_a_real_sleep_ends_at_the_deadline(seconds: float) -> None:
    with pytest.raises(TimeLimitReached):
        RealClock().sleep(FOREVER_NS, ending_in(seconds))


@pytest.mark.parametrize("clock", [RealClock(), FixedClock(0)])
def test_no_sleep_at_all_is_no_wait(clock: Clock) -> None:
    clock.sleep(0, ending_in(60))


def test_a_steered_clock_is_the_machines_until_it_is_set() -> None:
    clock = SteeredClock()
    before = clock.wall_ns()
    assert abs(before - RealClock().wall_ns()) < 60 * 10**9
    clock.set(10**9)
    first = clock.wall_ns()
    clock.move(5 * 10**9)

    assert first == 10**9
    assert 6 * 10**9 <= clock.wall_ns() < 6 * 10**9 + 10**6


def test_a_steered_clocks_monotonic_time_never_goes_back_and_sleeping_moves_it() -> None:
    clock, deadline = SteeredClock(), Deadline()
    seen = [clock.monotonic_ns()]
    for moment in (10**18, 5, 10**12):
        clock.set(moment)
        seen.append(clock.monotonic_ns())
        clock.sleep(3 * 10**9, deadline)
        seen.append(clock.monotonic_ns())

    assert seen == sorted(seen)
    assert seen[-1] - seen[0] >= 9 * 10**9
    with pytest.raises(ValueError, match="1970 to 9999"):
        clock.set(LATEST_NS + 1)


def test_a_steered_clock_that_was_not_set_moves_on_from_now() -> None:
    clock = SteeredClock()
    before = clock.wall_ns()
    clock.move(3600 * 10**9)

    assert clock.wall_ns() >= before + 3600 * 10**9
