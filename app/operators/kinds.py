"""The kinds of operator and the API versions, with what each kind's ``process`` takes and gives.

Source: the WIT that Azure IoT Operations publishes; ``schema/wit`` states it, and tests compare the two.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an operator does with the messages of a graph."""

    MAP = "map"
    FILTER = "filter"
    BRANCH = "branch"
    ACCUMULATE = "accumulate"
    DELAY = "delay"

    @property
    def entry_class(self) -> str:
        """The class that the entry file must define: the interface's name, capitalised."""
        return self.value.capitalize()

    @property
    def meaning(self) -> str:
        """One sentence for somebody who chooses a kind."""
        return _PROCESS[self].meaning

    def signature(self, api_version: "ApiVersion") -> str:
        """``process`` in WIT, for example ``process: func(message: data-model) -> bool``."""
        parameters = ", ".join(f"{name}: {_wit(wit)}" for name, wit in _PROCESS[self].parameters)
        value = _wit(_PROCESS[self].value)
        answer = f"result<{value}, error>" if api_version.has_errors else value
        return f"process: func({parameters}) -> {answer}"

    @property
    def python_signature(self) -> str:
        """``process`` as the generated Python bindings declare it, the same in both API versions."""
        process = _PROCESS[self]
        parameters = "".join(f", {name}: {python_type}" for name, python_type in process.parameters)
        return f"def process(self{parameters}) -> {process.value}"


class ApiVersion(StrEnum):
    """Versions of the interface between operator and graph."""

    V1_0_0 = "1.0.0"
    V1_1_0 = "1.1.0"

    @property
    def has_errors(self) -> bool:
        """Whether ``process`` can answer an error value; where not, bad input needs an ordinary answer."""
        return self is not ApiVersion.V1_0_0


DEFAULT_API_VERSION = ApiVersion.V1_1_0


@dataclass(frozen=True)
class _Process:
    """Parameters in order and the value, as Python types of the bindings."""

    parameters: tuple[tuple[str, str], ...]
    value: str
    meaning: str


_CLOCK = "hybrid_logical_clock.HybridLogicalClock"
_DATA = "types.DataModel"

_PROCESS = {
    Kind.MAP: _Process((("message", _DATA),), _DATA, "Changes every message into another one."),
    Kind.FILTER: _Process((("message", _DATA),), "bool", "Lets a message pass or drops it."),
    Kind.BRANCH: _Process(
        (("timestamp", _CLOCK), ("message", _DATA)),
        "bool",
        "Sends each message down one of two arms, False or True.",
    ),
    Kind.ACCUMULATE: _Process(
        (("staged", _DATA), ("message", f"List[{_DATA}]")),
        _DATA,
        "Combines all messages of one logical time into one.",
    ),
    Kind.DELAY: _Process(
        (("data", _DATA), ("timestamp", _CLOCK)),
        _CLOCK,
        "Moves a message to a later logical time, which makes windows.",
    ),
}

_WIT_TYPES = {
    _DATA: "data-model",
    f"List[{_DATA}]": "list<data-model>",
    _CLOCK: "hybrid-logical-clock",
    "bool": "bool",
}


def _wit(python_type: str) -> str:
    return _WIT_TYPES[python_type]
