import pytest

from app.sandbox.clock import FixedClock, RealClock
from app.sandbox.deadline import TimeLimitReached
from app.sandbox.values.forms import Own
from app.sandbox.wasi.interface import RuleBroken
from app.sandbox.wasi.tables import MAX_HANDLES, TooManyHandles
from tests.sandbox.wasi.offered import Offered

POLL, CLOCK = "wasi:io/poll", "wasi:clocks/monotonic-clock"
FOREVER_NS = (1 << 64) - 1
HOUR_NS = 3_600_000_000_000


def after(offered: Offered, ns: int) -> Own:
    handle = offered.call(CLOCK, "subscribe-duration", ns)
    assert isinstance(handle, Own)
    return handle


def poll(offered: Offered, *handles: Own) -> list[int]:
    found = offered.call(POLL, "poll", [handle.rep for handle in handles])
    assert isinstance(found, list)
    return found


def test_poll_sleeps_until_the_first_moment_and_tells_all_that_have_come() -> None:
    offered = Offered(clock=FixedClock(0, step_ns=0))
    handles = [after(offered, ns) for ns in (5_000, 1_000, 9_000, 1_000)]
    assert poll(offered, *handles) == [1, 3]
    assert offered.call(CLOCK, "now") == 1_000
    assert poll(offered, handles[2], handles[0]) == [1]
    assert offered.call(CLOCK, "now") == 5_000


def test_poll_does_not_sleep_where_something_is_ready() -> None:
    offered = Offered(clock=FixedClock(0, step_ns=0))
    stream = offered.call("wasi:cli/stdin", "get-stdin")
    ready = offered.call("wasi:io/streams", "[method]input-stream.subscribe", stream)
    assert poll(offered, after(offered, HOUR_NS), ready) == [1]
    assert offered.call(CLOCK, "now") == 0


def test_the_same_pollable_may_be_given_many_times() -> None:
    offered = Offered()
    assert poll(offered, *[after(offered, 1)] * 5_000) == [*range(5_000)]


def test_waiting_for_nothing_is_refused_since_it_would_never_end() -> None:
    with pytest.raises(RuleBroken, match="waits for nothing"):
        poll(Offered())


def test_blocking_sleeps_and_ready_does_not() -> None:
    offered = Offered(clock=FixedClock(0, step_ns=0))
    handle = after(offered, HOUR_NS)
    assert offered.call(POLL, "[method]pollable.ready", handle) is False
    offered.call(POLL, "[method]pollable.block", handle)
    assert offered.call(POLL, "[method]pollable.ready", handle) is True
    assert offered.call(CLOCK, "now") == HOUR_NS


def test_an_instant_that_has_gone_by_is_ready() -> None:
    offered = Offered(clock=FixedClock(0, step_ns=0))
    offered.call(POLL, "[method]pollable.block", after(offered, HOUR_NS))
    assert poll(offered, offered.call(CLOCK, "subscribe-instant", 17)) == [0]
    assert offered.call(CLOCK, "now") == HOUR_NS


def test_the_longest_spans_come_to_an_end_on_a_fixed_clock() -> None:
    offered = Offered(clock=FixedClock(0))
    for _ in range(3):
        assert poll(offered, after(offered, FOREVER_NS)) == [0]
        assert poll(offered, offered.call(CLOCK, "subscribe-instant", FOREVER_NS)) == [0]
    assert offered.call(CLOCK, "now") == FOREVER_NS


@pytest.mark.parametrize("time_s", [0, 0.02])
@pytest.mark.parametrize("ns", [HOUR_NS, FOREVER_NS])
def test_a_real_wait_ends_at_the_deadline(time_s: float, ns: int) -> None:
    offered = Offered(clock=RealClock(), time_s=time_s)
    handle = after(offered, ns)
    with pytest.raises(TimeLimitReached):
        poll(offered, handle)
    with pytest.raises(TimeLimitReached):
        offered.call(POLL, "[method]pollable.block", handle)


def test_a_real_wait_lasts_as_long_as_asked() -> None:
    offered = Offered(clock=RealClock())
    began = offered.call(CLOCK, "now")
    assert poll(offered, after(offered, HOUR_NS), after(offered, 10_000_000)) == [1]
    assert offered.call(CLOCK, "now") - began >= 10_000_000


def test_pollables_are_bounded_until_they_are_dropped() -> None:
    offered = Offered()
    handles = [after(offered, 1) for _ in range(MAX_HANDLES)]
    with pytest.raises(TooManyHandles):
        after(offered, 1)
    offered.drop(POLL, "pollable", handles[0])
    offered.drop(POLL, "pollable", handles[1])
    after(offered, 1)
    after(offered, 1)
