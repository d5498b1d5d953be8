"""A filter operator: only readings at or above a threshold go on.

The graph calls `init` once and then `process` for every message: True passes the message on,
False drops it. A filter only looks; whatever it changes in the message is lost.
"""

# Import everything up here: what is not imported while the component is built is not inside it.
import math

import payload
from filter_impl import exports
from filter_impl.imports import logger, metrics, types
from filter_impl.types import Err

# Configuration lives in the module, which works with the studio's adapter and without it. Without
# it `init` and `process` each get a Filter of their own, and what one keeps on `self` the other lacks.
field = "temperature"
threshold = 25.0


class Filter(exports.Filter):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        """Read the configuration. Values are always text. Returning False refuses to start."""
        global field, threshold
        settings = dict(configuration.properties)
        field = settings.get("field", "temperature")
        wanted = settings.get("threshold", "25")
        try:
            threshold = float(wanted)
        except ValueError:
            threshold = math.nan
        if not math.isfinite(threshold):
            logger.log(logger.Level.ERROR, __name__, f"threshold must be a number, not {wanted!r}")
            return False
        logger.log(logger.Level.INFO, __name__, f"passing {field} from {threshold} upwards")
        return True

    def process(self, message: types.DataModel) -> bool:
        """Judge one message."""
        if isinstance(message, types.DataModel_Snapshot):
            return True  # a picture has no reading to judge, so it passes
        try:
            reading = payload.number(payload.read_json(message), field)
        except ValueError as problem:
            return refuse(message, problem)
        passes = reading >= threshold
        logger.log(logger.Level.DEBUG, __name__, f"{reading} passes: {passes}")
        count("messages_passed" if passes else "messages_dropped")
        return passes


def count(name: str) -> None:
    """Add one to a counter. A metric that cannot be counted is no reason to lose a message."""
    try:
        metrics.add_to_counter(name, metrics.CounterValue_U64(1), None)
    except Err as problem:
        logger.log(logger.Level.WARN, __name__, f"{name} was not counted: {problem.value}")
