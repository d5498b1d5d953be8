"""A map operator: turns temperatures from Fahrenheit into Celsius.

The graph calls `init` once and then `process` for every message; what `process` returns goes on
in its place. Two shapes are understood, and all other fields stay as they are:

    {"temperature": 212}                          -> {"temperature": 100.0, "unit": "C"}
    {"temperature": {"value": 212, "unit": "F"}}  -> {"temperature": {"value": 100.0, "unit": "C"}}
"""

# Import everything up here: what is not imported while the component is built is not inside it.
import payload
from map_impl import exports
from map_impl.imports import logger, metrics, types
from map_impl.types import Err

# Configuration lives in the module, which works with the studio's adapter and without it. Without
# it `init` and `process` each get a Map of their own, and what one keeps on `self` the other lacks.
decimals = 1


class Map(exports.Map):
    def init(self, configuration: types.ModuleConfiguration) -> bool:
        """Read the configuration. Values are always text. Returning False refuses to start."""
        global decimals
        wanted = dict(configuration.properties).get("decimals", "1")
        if wanted not in ("0", "1", "2", "3", "4", "5", "6"):
            logger.log(logger.Level.ERROR, __name__, f"decimals must be 0 to 6, not {wanted!r}")
            return False
        decimals = int(wanted)
        logger.log(logger.Level.INFO, __name__, f"rounding to {decimals} decimals")
        return True

    def process(self, message: types.DataModel) -> types.DataModel:
        """Convert one message."""
        if isinstance(message, types.DataModel_Snapshot):
            return message  # a picture holds no temperature; it goes on without ever being read
        try:
            document = payload.read_json(message)
            changed = convert(document)
        except ValueError as problem:
            return refuse(message, problem)
        if not changed:
            return message
        count("messages_converted")
        return payload.write_json(message, document)


def convert(document: dict) -> bool:
    """Turn the document's temperature into Celsius; False where it is in Celsius already."""
    value = payload.number(document, "temperature")
    nested = isinstance(document["temperature"], dict)
    reading = document["temperature"] if nested else document
    unit = reading.get("unit", "F")
    if unit == "C":
        return False
    if unit != "F":
        raise ValueError(f"the unit must be F or C, not {unit!r}")
    celsius = round((value - 32) * 5 / 9, decimals)
    logger.log(logger.Level.DEBUG, __name__, f"{value} F is {celsius} C")
    reading["value" if nested else "temperature"] = celsius
    reading["unit"] = "C"
    return True


def count(name: str) -> None:
    """Add one to a counter. A metric that cannot be counted is no reason to lose a message."""
    try:
        metrics.add_to_counter(name, metrics.CounterValue_U64(1), None)
    except Err as problem:
        logger.log(logger.Level.WARN, __name__, f"{name} was not counted: {problem.value}")
