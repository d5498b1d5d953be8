"""A delay operator: moves every message to the end of its time window.

The graph calls `init` once and then `process` for every message; what `process` returns becomes
the message's logical time. All messages of one window so get the same time, and an accumulate
operator behind this one combines them. The message itself goes on unchanged, with the timestamp
it carries.
"""

# Import everything up here: what is not imported while the component is built is not inside it.
import payload
from delay_impl import exports
from delay_impl.imports import logger, metrics, types
from delay_impl.imports.hybrid_logical_clock import HybridLogicalClock, Timespec
from delay_impl.types import Err

# Configuration lives in the module, which works with the studio's adapter and without it. Without
# it `init` and `process` each get a Delay of their own, and what one keeps on `self` the other lacks.
window_ms = 10_000


class Delay(exports.Delay):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        """Read the configuration. Values are always text. Returning False refuses to start."""
        global window_ms
        wanted = dict(configuration.properties).get("window_ms", "10000")
        if not wanted.isdecimal() or len(wanted) > 9 or int(wanted) == 0:
            logger.log(logger.Level.ERROR, __name__, f"window_ms must be 1 to 999999999, not {wanted!r}")
            return False
        window_ms = int(wanted)
        logger.log(logger.Level.INFO, __name__, f"windows of {window_ms} ms")
        return True

    def process(self, data: types.DataModel, timestamp: HybridLogicalClock) -> HybridLogicalClock:
        """Find the new logical time of one message. `timestamp` is the present one."""
        try:
            end = end_of_window(payload.own_clock(data) or timestamp)
            if payload.order(end) < payload.order(timestamp):
                raise ValueError("late: logical time has passed the end of the message's window")
        except ValueError as problem:
            return refuse(timestamp, problem)
        logger.log(logger.Level.DEBUG, __name__, f"moved to {end.timestamp.secs} s")
        count("messages_delayed")
        return end


def end_of_window(clock: HybridLogicalClock) -> HybridLogicalClock:
    """The clock rounded up to the next end of a window; exactly an end stays where it is."""
    window = window_ms * 1_000_000
    now = payload.nanoseconds(clock)
    if clock.counter > 0:
        now += 1  # a counter above 0 reads: a little after that instant
    end = (now + window - 1) // window * window
    secs, nanos = divmod(end, 1_000_000_000)  # whole numbers only: a float is too coarse for this
    if now < 0 or secs >= 2**63:  # componentize-py 0.14.0 reads 64-bit numbers with a sign
        raise ValueError("the timestamp is out of range")
    return HybridLogicalClock(Timespec(secs, nanos), 0, clock.node_id)


def count(name: str) -> None:
    """Add one to a counter. A metric that cannot be counted is no reason to lose a message."""
    try:
        metrics.add_to_counter(name, metrics.CounterValue_U64(1), None)
    except Err as problem:
        logger.log(logger.Level.WARN, __name__, f"{name} was not counted: {problem.value}")
