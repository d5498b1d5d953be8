"""An accumulate operator: counts and averages the readings of one logical time.

The graph calls `init` once and then `process` with the value so far and some messages; it may
do so several times for one logical time, with any number of messages. The first call gets a
message with an empty payload as the value so far, every later one what the call before
returned. So all that must be remembered travels in the returned value, and how the messages
were divided among the calls makes no difference. A delay operator before this one makes the
windows.
"""

# Import everything up here: what is not imported while the component is built is not inside it.
import payload
from accumulate_impl import exports
from accumulate_impl.imports import logger, metrics, types
from accumulate_impl.types import Err

# Configuration lives in the module, which works with the studio's adapter and without it. Without
# it `init` and `process` each get an Accumulate of their own, and what one keeps on `self` the other lacks.
field = "temperature"


class Accumulate(exports.Accumulate):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        """Read the configuration. Values are always text. Returning False refuses to start."""
        global field
        field = dict(configuration.properties).get("field", "temperature")
        if not field:
            logger.log(logger.Level.ERROR, __name__, "field must name a field of the payload")
            return False
        logger.log(logger.Level.INFO, __name__, f"averaging {field}")
        return True

    def process(self, staged: types.DataModel, message: list[types.DataModel]) -> types.DataModel:
        """Add some messages to what was combined so far. Note that `message` is a list."""
        if not message:
            return staged
        try:
            summary = so_far(staged)
            latest = add(summary, message)
        except ValueError as problem:
            return refuse(staged, problem)
        summary["average"] = round(summary["sum"] / summary["count"], 3)
        # The result takes topic and timestamp from the latest reading.
        return payload.write_json(latest, summary)


def so_far(staged: types.DataModel) -> dict:
    """Count and sum of what was combined before; nothing yet where the payload is empty."""
    if not payload.content_of(staged):
        return {"count": 0, "sum": 0}
    summary = payload.read_json(staged)
    count_so_far = payload.number(summary, "count")
    if count_so_far < 0:
        raise ValueError("the value so far was not made by this operator")
    return {"count": count_so_far, "sum": payload.number(summary, "sum")}


def add(summary: dict, message: list[types.DataModel]) -> types.DataModel:
    """Add every reading and return the message that held the last one.

    One unreadable message must not cost the others their place: it is logged and left out. Only
    a list without a single reading is refused.
    """
    latest = None
    for item in message:
        try:
            reading = payload.number(payload.read_json(item), field)
        except ValueError as problem:
            logger.log(logger.Level.WARN, __name__, f"left out: {problem}")
            count("messages_left_out")
            continue
        summary["count"] += 1
        summary["sum"] += reading
        latest = item
        count("messages_combined")
    if latest is None:
        raise ValueError(f"no message holds a number in the field {field!r}")
    return latest


def count(name: str) -> None:
    """Add one to a counter. A metric that cannot be counted is no reason to lose a message."""
    try:
        metrics.add_to_counter(name, metrics.CounterValue_U64(1), None)
    except Err as problem:
        logger.log(logger.Level.WARN, __name__, f"{name} was not counted: {problem.value}")
