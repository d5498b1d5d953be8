"""Reading the time that a message carries.

Three things can come: a message (from MQTT) or a snapshot (a camera picture), which carry the
time they were made, or bare bytes, which carry none. That timestamp looks like the graph's
logical time, but its node id is in one of two forms: a source hands over a *buffer*, which lies
with the host until it is read, and an operator a plain *string*.
"""

from delay_impl.imports import types
from delay_impl.imports.hybrid_logical_clock import HybridLogicalClock


def read_text(content: types.BufferOrString) -> str:
    """The text, wherever it lies; ValueError where it is not UTF-8."""
    if isinstance(content, types.BufferOrString_Buffer):
        return content.value.read().decode()
    return content.value


def own_clock(data: types.DataModel) -> HybridLogicalClock | None:
    """The time that a message or a snapshot carries; None for bare bytes."""
    if isinstance(data, types.DataModel_BufferOrBytes):
        return None
    stamp = data.value.timestamp
    return HybridLogicalClock(stamp.timestamp, stamp.counter, read_text(stamp.node_id))


def nanoseconds(clock: HybridLogicalClock) -> int:
    """Nanoseconds since 1970, as one whole number to reckon with."""
    return clock.timestamp.secs * 1_000_000_000 + clock.timestamp.nanos


def order(clock: HybridLogicalClock) -> tuple[int, int, str]:
    """What two clocks are compared by: first the time, then the counter, then the node."""
    return nanoseconds(clock), clock.counter, clock.node_id
