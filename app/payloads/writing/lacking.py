"""What the published layout cannot carry, in words for the README of an export."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum


class Lack(StrEnum):
    """Something of a case that only collection.json holds."""

    NO_TEST = "nothing is expected that it could compare; the folder holds the inputs, and no test"
    NO_INPUT = "no input is one that it publishes; the folder holds the inputs, and no test"
    OUTCOME = "the expected outcome, apart from there being no output"
    ARM = "the expected arm of a branch"
    TIME_STAMP = "the expected new timestamp"
    ERROR = "the expected text of an error"
    LOGS = "expected log lines"
    METRICS = "expected metrics"
    STATE = "the expected final state"
    TOLERANCE = "the tolerance for numbers: it compares them exactly"
    CEILING = "the ceiling for time or memory"
    BYTES = "an expected payload that is not UTF-8 text"
    PATHS = "a path with a star, or with a dot inside a name"
    UNLIKE = "expected outputs of which one names more than another: it compares what they have in common"
    ABOUT = "topic, content type, user properties, schema or time of an input: it publishes all to probe/1"
    SEVERAL = "the order of several inputs: it publishes them at nearly the same time"
    BINARY = "a payload that is not UTF-8 text: it lies there as .bin, which that tool passes over"
    FRAME = "format, size and time of a picture"
    STAGED = "which inputs are handed over together, and what was staged before"


class Setting(StrEnum):
    """Something of the settings that only collection.json holds."""

    CLOCK = "the clock"
    SEED = "the seed of random numbers"
    LIMITS = "the limits"
    CARRY = "that the state store carries over from case to case (there it always does)"
    SCHEMAS = "the schemas of the schema registry"
    MODULE_SCHEMAS = "the module schemas, unless there is exactly one, of JSON"
    STATE = "keys or values of the state store that are not text, and when they expire"


class Lacking:
    """How many cases lack what."""

    def __init__(self) -> None:
        self._cases: Counter[Lack] = Counter()

    def note(self, lacks: Iterable[Lack]) -> None:
        """Count a case in, once for everything that it lacks."""
        self._cases.update(set(lacks))

    def lines(self) -> list[str]:
        """A line for everything that is lacking anywhere."""
        return [f"- {lack} ({_cases(self._cases[lack])})" for lack in Lack if self._cases[lack]]


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count:,} cases"
