from app.sandbox.clock import FixedClock
from tests.sandbox.wasi.offered import Offered

WALL, MONOTONIC = "wasi:clocks/wall-clock", "wasi:clocks/monotonic-clock"


def test_the_wall_clock_tells_seconds_and_nanoseconds() -> None:
    offered = Offered(clock=FixedClock(1_700_000_000_999_999_999, step_ns=1))
    assert offered.call(WALL, "now") == (1_700_000_000, 999_999_999)
    assert offered.call(WALL, "now") == (1_700_000_001, 0)


def test_the_monotonic_clock_counts_from_nought() -> None:
    offered = Offered(clock=FixedClock(1_700_000_000_000_000_000, step_ns=5))
    assert [offered.call(MONOTONIC, "now") for _ in range(3)] == [0, 5, 10]


def test_both_resolve_nanoseconds() -> None:
    offered = Offered()
    assert offered.call(WALL, "resolution") == (0, 1)
    assert offered.call(MONOTONIC, "resolution") == 1
