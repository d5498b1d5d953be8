"""A branch operator: sends alarms one way and everything else the other way.

The graph calls `init` once and then `process` for every message: False sends it down the first
arm, which a graph definition calls "False", and True down the second, called "True". There are
exactly two arms.
"""

# Import everything up here: what is not imported while the component is built is not inside it.
import json

import payload
from branch_impl import exports
from branch_impl.imports import logger, metrics, types
from branch_impl.imports.hybrid_logical_clock import HybridLogicalClock
from branch_impl.types import Err

# Configuration lives in the module, which works with the studio's adapter and without it. Without
# it `init` and `process` each get a Branch of their own, and what one keeps on `self` the other lacks.
field = "severity"
wanted = "alarm"


class Branch(exports.Branch):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        """Read the configuration. Values are always text. Returning False refuses to start."""
        global field, wanted
        settings = dict(configuration.properties)
        field = settings.get("field", "severity")
        wanted = settings.get("value", "alarm")
        if not field:
            logger.log(logger.Level.ERROR, __name__, "field must name a field of the payload")
            return False
        logger.log(logger.Level.INFO, __name__, f"arm True where {field} is {wanted}")
        return True

    def process(self, timestamp: HybridLogicalClock, message: types.DataModel) -> bool:
        """Choose the arm of one message. `timestamp` is the logical time: a record, not a number."""
        if isinstance(message, types.DataModel_Snapshot):
            return False  # a picture has no severity: the ordinary way
        try:
            found = as_text(payload.read_json(message), field)
        except ValueError as problem:
            return refuse(message, problem)
        arm = found == wanted
        # !r: a text may hold what cannot be written as it is, and a log line is no place to fail.
        logger.log(logger.Level.DEBUG, __name__, f"{found!r} at {timestamp.timestamp.secs} s: arm {arm}")
        count("messages_true" if arm else "messages_false")
        return arm


def as_text(document: dict, field: str) -> str:
    """A field as text, as configuration is text too: 3 becomes "3", true becomes "true"."""
    if field not in document:
        raise ValueError(f"the field {field!r} is missing")
    value = document[field]
    return value if isinstance(value, str) else json.dumps(value)


def count(name: str) -> None:
    """Add one to a counter. A metric that cannot be counted is no reason to lose a message."""
    try:
        metrics.add_to_counter(name, metrics.CounterValue_U64(1), None)
    except Err as problem:
        logger.log(logger.Level.WARN, __name__, f"{name} was not counted: {problem.value}")
